package org.feathers4j.hooks;

import java.util.function.Function;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/**
 * A hook that takes fields out of results when it is registered after the method.
 *
 * @param hidden the first of the queried fields that it removes; null when there is none
 */
record HidingHook(Function<AskedFields, @Nullable String> hidden, Hook hook) implements Hook, Hiding, Shaping {
    @Override
    public void run(HookContext context) throws Exception {
        hook.run(context);
    }

    @Override
    public boolean hides(String field) {
        return hidden.apply(AskedFields.selected(field)) != null;
    }

    @Override
    public @Nullable String asked(HookContext context) {
        return hidden.apply(AskedFields.of(context));
    }
}
