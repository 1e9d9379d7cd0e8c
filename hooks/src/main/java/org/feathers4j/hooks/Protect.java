package org.feathers4j.hooks;

import java.util.List;

import org.feathers4j.HookContext;
import org.feathers4j.NonBlocking;
import org.jspecify.annotations.Nullable;

/** Hides fields from clients: the dispatch goes without them, and so does the result of an external call. */
@NonBlocking
record Protect(List<String> fields) implements AfterHook, Hiding, Shaping {
    @Override
    public boolean hides(String field) {
        return AskedFields.selected(field).anyOf(fields) != null;
    }

    @Override
    public @Nullable String asked(HookContext context) {
        return AskedFields.of(context).anyOf(fields);
    }

    @Override
    public void run(HookContext context) throws Exception {
        if (!context.hasResult()) return;
        Object shown = context.shown();
        if (shown == null) return;
        Object safe = safe(context, shown);
        context.dispatch(safe);
        if (context.params().isExternal()) context.result(safe);
    }

    private @Nullable Object safe(HookContext context, Object shown) throws Exception {
        return Items.changedResult(context, shown, item -> Fields.without(item, fields));
    }
}
