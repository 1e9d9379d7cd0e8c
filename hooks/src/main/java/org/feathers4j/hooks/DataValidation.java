package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.HookContext;
import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/** Validates data, lists item by item. */
record DataValidation(DataSchemas schemas) implements BeforeHook, Shaping, Described {
    @Override
    public void run(HookContext context) {
        if (context.kind().takesData() && context.insteadOf() == null)
            context.data(validated(context, schemas.of(context.kind())));
    }

    private static @Nullable Object validated(HookContext context, Schema schema) {
        if (!(context.data() instanceof List<?> items)) return schema.validate(context.data());
        var validated = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) validated.add(schema.validate(item));
        return validated;
    }

    @Override
    public @Nullable Map<String, ? extends @Nullable Object> dataSchema(MethodKind kind) {
        return kind.takesData() ? schemas.of(kind).definition() : null;
    }
}
