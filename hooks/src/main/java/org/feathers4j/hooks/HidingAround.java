package org.feathers4j.hooks;

import java.util.List;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** A hook around the method that hides fields from clients. */
record HidingAround(List<String> fields, Hook.Around hook) implements Hook.Around, Hiding, Shaping {
    @Override
    public void run(HookContext context, Hook.Next next) throws Exception {
        hook.run(context, next);
    }

    @Override
    public boolean hides(String field) {
        return AskedFields.selected(field).anyOf(fields) != null;
    }

    @Override
    public @Nullable String asked(HookContext context) {
        return AskedFields.of(context).anyOf(fields);
    }
}
