package org.feathers4j;

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
}
