package org.feathers4j.hooks;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;

/** Sets one place of the context to the value of another, as feathers-hooks-common does (src/hooks/set-field.ts). Made by {@link CommonHooks#setField}. */
record SetField(SetFieldOptions options) implements BeforeHook {
    @Override
    public void run(HookContext context) {
        Placement.before(context, "setField");
        ContextField as = options.as();
        if (as.isInData() && Placement.isOwn(context)) return;
        if (as.isInData()) Placement.needsData(context, "setField");
        Object value = options.from().get(context);
        if (!Fields.MISSING.equals(value)) as.set(context, value);
        else if (context.params().isExternal() && !options.allowUndefined())
            throw FeathersException.forbidden("Expected field %s not available", as);
    }
}
