package org.feathers4j;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hooks around the setup or the teardown of a whole application: the first is the outermost. */
final class LifeCycleHooks {
    private LifeCycleHooks() {}

    static void run(Application app, List<Hook.AroundApplication> hooks, Hook.Next inner) throws Exception {
        if (hooks.isEmpty()) {
            inner.run();
            return;
        }
        Hook.AroundApplication hook = hooks.getFirst();
        var called = new AtomicBoolean();
        hook.run(app, () -> {
            if (called.getAndSet(true))
                throw new IllegalStateException("next() called multiple times by the hook %s of the application"
                        .formatted(hook.getClass().getName()));
            run(app, hooks.subList(1, hooks.size()), inner);
        });
    }
}
