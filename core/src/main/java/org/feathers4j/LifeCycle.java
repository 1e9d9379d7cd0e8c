package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** Something that starts and stops with the application. Registered by plugins with {@link Application#lifeCycle}. */
public interface LifeCycle {
    /** Called after the services were set up, on the thread that does so. Throwing ends the setup. */
    default void started(Application app) {}

    /** Called in place of {@link #started} when the application could not be set up or listen; ends what was begun before. What it throws is logged. */
    default void failed(Application app) {}

    /**
     * Called before all else when the application closes, on the thread that closes it, while clients and peers are served as before: tells balancers to send no more. May take its time; grace periods
     * begin afterwards. What it throws is logged.
     */
    default void draining(Application app) {}

    /** Called when the application closes, after {@link #draining} of all and before services are torn down; finishes what is in flight. What it throws is logged. */
    default void closing(Application app) {}

    /** Called last when the application closes. What it throws is logged. */
    default void closed(Application app) {}

    /** Whether it registers services of other applications, which come and go while this one runs. */
    default boolean bringsServices() {
        return false;
    }

    /** For the log line at startup, in a few words: where it listens and which peers it found; null for nothing. */
    default @Nullable String status() {
        return null;
    }
}
