package org.feathers4j.hooks;

import org.feathers4j.Hook;
import org.feathers4j.HookContext;

/** A hook that does its work after the method: registered with {@code after} or {@code around}, it is the same. */
@FunctionalInterface
public interface AfterHook extends Hook, Hook.Around {
    @Override
    @SuppressWarnings("FunctionalInterfaceMethodChanged") // one hook for both ways of registering is what this is for
    default void run(HookContext context, Next next) throws Exception {
        next.run();
        run(context);
    }
}
