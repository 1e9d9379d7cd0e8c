package org.feathers4j.hooks;

import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** A hook that hides fields from clients, and refuses queries about them: whether a record is found would reveal the value. */
interface Hiding extends Hook.Check, Described {
    /** The first hidden field that the caller's query names; null when there is none. */
    @Nullable
    String asked(HookContext context);

    @Override
    default void check(HookContext context) {
        if (!isExternal(context)) return;
        String field = asked(context);
        if (field != null)
            throw FeathersException.badRequest(
                    "'%s' of '%s' is hidden: a query can have no condition on it, nor sort by it or select it",
                    field, context.path());
    }

    /** A hook's own call, which has no provider, carries out what the caller has asked for. */
    private static boolean isExternal(HookContext context) {
        HookContext first = context;
        for (HookContext call = context; call != null; call = call.insteadOf()) first = call;
        return first.params().isExternal();
    }

    /** The same of several hooks, of which not all hide something. */
    static @Nullable String asked(Iterable<?> hooks, HookContext context) {
        for (Object hook : hooks) {
            String field = hook instanceof Hiding hiding ? hiding.asked(context) : null;
            if (field != null) return field;
        }
        return null;
    }
}
