package org.feathers4j;

import java.util.List;

/** Hooks around the setup or the teardown of a whole application: the first is the outermost. */
final class LifeCycleHooks {
    /** One of them with its name. */
    record Named(Hook.AroundApplication hook, HookName name) {}

    private LifeCycleHooks() {}

    static void run(Application app, List<Named> hooks, Hook.Next inner) throws Exception {
        if (hooks.isEmpty()) {
            inner.run();
            return;
        }
        Named first = hooks.getFirst();
        var once = new Once(first.name());
        first.hook().run(app, () -> {
            once.enter("the application");
            run(app, hooks.subList(1, hooks.size()), inner);
        });
        if (!once.leave())
            first.name().complain("of the application did not call next(), so nothing was done inside it");
    }
}
