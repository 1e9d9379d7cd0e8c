package org.feathers4j;

/** Sees every service that an application has, gets, and loses. Registered by plugins with {@link Application#onServices}. */
public interface ServiceRegistryListener {
    /**
     * A service was registered, or was there already. Called under the application's registration lock, on the thread that registers: must be quick and
     * call no service. Throwing refuses the service: it is not registered, and {@link #removed} follows, also for the listener that threw.
     */
    void added(ServiceHandle service);

    /** A service has other methods or options than before: what the providers of a remote service offer has changed. Called under the same lock; what it throws is logged. */
    default void changed(ServiceHandle service) {}

    /** A service was removed. Called under the same lock; what it throws is logged. */
    default void removed(ServiceHandle service) {}
}
