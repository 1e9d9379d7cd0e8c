package org.feathers4j.hooks;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;

/** A hook that does its work after the method: it may be registered with {@code after} or {@code around}, with the same effect. */
@FunctionalInterface
public interface AfterHook extends Hook, Hook.Around {
    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // one hook for both ways of registering is what this is for
    default void run(HookContext context, Next next) throws Exception {
        next.run();
        run(context);
    }
}
