package org.feathers4j;

import org.jspecify.annotations.Nullable;

/**
 * For plugins that measure or trace: runs around every call of every service of an application, outside all hooks. Unlike a hook it does not count for
 * {@link ServiceHandle#hasHooks}, so that a measured application behaves as one that is not.
 */
@FunctionalInterface
public interface CallObserver {
    /**
     * Runs the call with its hooks, and the listeners of its events that run at once; on the thread of the call.
     *
     * @param context its params may be replaced before the call; afterwards they are those that the last hook left
     * @param call to be run exactly once; what it throws has to be thrown on. Nothing else may be thrown
     */
    void observe(HookContext context, Runnable call);

    /**
     * Runs the listeners of an event of a service, own or of a peer; on the thread that emits it. Channels and peers get it later, on threads of their own.
     *
     * @param context of the call that caused the event; null when there was none
     * @param delivery to be run exactly once; it throws nothing, and nothing may be thrown
     */
    default void observeEvent(ServiceHandle service, String event, @Nullable HookContext context, Runnable delivery) {
        delivery.run();
    }
}
