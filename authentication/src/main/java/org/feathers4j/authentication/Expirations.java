package org.feathers4j.authentication;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Connection;

/**
 * When the tokens of connections expire. Owner of the timers, one for each connection, and of one thread, which comes with the first and does no more than start
 * others. Safe for all threads.
 */
final class Expirations {
    private final Map<Connection, Future<?>> timers = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("feathers4j-expirations").daemon().factory());

    Expirations() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs something, on a virtual thread, after a while; instead of what was to happen to this connection before. */
    void after(Duration lifetime, Connection connection, Runnable expired) {
        if (thread.isShutdown()) return;
        timers.compute(connection, (key, before) -> {
            if (before != null) before.cancel(false);
            return thread.schedule(
                    () -> Thread.ofVirtual().name("token-expired").start(expired),
                    lifetime.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
    }

    /** Nothing will happen to the connection any more. */
    void cancel(Connection connection) {
        Future<?> timer = timers.remove(connection);
        if (timer != null) timer.cancel(false);
    }

    int size() {
        return timers.size();
    }

    void close() {
        thread.shutdownNow();
        timers.clear();
    }
}
