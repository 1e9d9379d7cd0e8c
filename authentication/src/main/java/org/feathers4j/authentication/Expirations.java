package org.feathers4j.authentication;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Connection;

/**
 * Ends connections when their tokens expire. Owner of the timers, one for each connection, and of one thread, which is started with the first and only starts further
 * threads. Safe for all threads.
 */
final class Expirations {
    private final Map<Connection, Future<?>> timers = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("feathers4j-expirations").daemon().factory());

    Expirations() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Schedules a task on a virtual thread, in place of an earlier task for this connection. */
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

    /** Cancels the task of the connection. */
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
