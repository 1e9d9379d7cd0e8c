package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.MethodKind;

/** Keeps patches from changing fields (src/hooks/prevent-changes.ts). Made by {@link CommonHooks#preventChanges}. */
record PreventChanges(boolean refuses, List<String> fields) implements BeforeHook, Shaping {
    @Override
    public void run(HookContext context) throws Exception {
        Placement.before(context, "preventChanges", MethodKind.PATCH);
        if (!Placement.isOwn(context)) context.data(Items.changed(context.data(), this::kept));
    }

    private Map<?, ?> kept(Map<?, ?> item) {
        if (!refuses) return Fields.without(item, fields);
        for (String field : fields)
            if (!Fields.MISSING.equals(Fields.get(item, field)))
                throw FeathersException.badRequest("Field %s may not be patched. (preventChanges)", field);
        return item;
    }
}
