package org.feathers4j.hooks;

import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** Validates queries, and converts their text where the schema does. */
record QueryValidation(Schema schema) implements BeforeHook, Shaping, Described {
    @Override
    public void run(HookContext context) {
        if (context.insteadOf() != null) return; // the query of a hook, made of one that was validated
        if (schema.validate(UncheckedSelect.asked(context.params())) instanceof Map<?, ?> query)
            context.params(UncheckedSelect.checked(context.params(), query));
        else throw FeathersException.badRequest("A query must be an object");
    }

    @Override
    public Map<String, ? extends @Nullable Object> querySchema() {
        return schema.definition();
    }
}
