package org.feathers4j.distributed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns an application's state of the mesh, and its clock. Applications use {@link #start}; tests pass a
 * loop with a clock of their own.
 */
public interface MeshLoop extends AutoCloseable {
    /** Longer than any call takes. */
    Duration FOR_EVER = Duration.ofDays(1000);

    /** Runs a task on the loop, after those that came before. */
    void execute(Runnable task);

    /** Runs a task on the loop after a delay; removing the registration cancels it. */
    Registration schedule(Duration delay, Runnable task);

    /**
     * Runs a task on the loop after a delay, or a few milliseconds later: for tasks that are almost always removed
     * before they are due, hundreds of thousands of times a second.
     */
    default Registration alarm(Duration delay, Runnable task) {
        return schedule(delay, task);
    }

    /** Monotonic time in nanoseconds from an arbitrary origin. */
    long nanos();

    /**
     * Waits, on the calling (virtual) thread, until the future is complete.
     *
     * @throws TimeoutException when the future is not complete in time
     */
    <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration timeout)
            throws TimeoutException, InterruptedException;

    /**
     * Waits, on the calling (virtual) thread, until the future is complete, without a timeout: the caller sets one by
     * {@link #alarm}.
     */
    default <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return await(future, FOR_EVER);
        } catch (TimeoutException e) {
            throw new IllegalStateException("This is not for ever: " + FOR_EVER, e);
        }
    }

    /** Stops the loop; scheduled tasks do not run any more. */
    @Override
    void close();

    /** A loop on a platform thread of its own. */
    static MeshLoop start(String name) {
        return new ThreadLoop(name);
    }
}
