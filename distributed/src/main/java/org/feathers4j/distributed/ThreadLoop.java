package org.feathers4j.distributed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link MeshLoop} on one platform thread and the system's clock. */
final class ThreadLoop implements MeshLoop {
    private static final Logger log = LoggerFactory.getLogger(ThreadLoop.class);

    private static final Duration TICK = Duration.ofMillis(10);

    private final ScheduledThreadPoolExecutor executor;
    private final TimerQueue alarms = new TimerQueue(this::nanos, this::planTick);

    ThreadLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            log.debug("The mesh loop has stopped; a late task is dropped");
        }
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public Registration alarm(Duration delay, Runnable task) {
        return alarms.set(delay.toNanos(), guarded(task));
    }

    private void planTick() {
        schedule(TICK, alarms::tick);
    }

    /** Runs a task. The loop survives its exceptions, because it owns the state of the mesh. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task of the mesh loop failed", e);
            }
        };
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration timeout)
            throws TimeoutException, InterruptedException {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unexpected(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unexpected(e);
        }
    }

    private static IllegalStateException unexpected(ExecutionException e) {
        return new IllegalStateException("Futures of the mesh never complete with an exception", e);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
