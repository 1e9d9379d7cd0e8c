package org.feathers4j.distributed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns what an application knows of the mesh, and its clock. Real applications use {@link #start}; tests bring one whose time they
 * move themselves.
 */
public interface MeshLoop extends AutoCloseable {
    /** Longer than any call takes. */
    Duration FOR_EVER = Duration.ofDays(1000);

    /** Runs a task on the loop, after those that came before. */
    void execute(Runnable task);

    /** Runs a task on the loop after a delay; removing the registration cancels it. */
    Registration schedule(Duration delay, Runnable task);

    /**
     * Runs a task on the loop after a delay, or a few milliseconds later: for what nearly always is removed before it is due, and that hundreds of thousands of
     * times a second.
     */
    default Registration alarm(Duration delay, Runnable task) {
        return schedule(delay, task);
    }

    /** Time that only moves forward, in nanoseconds from any beginning. */
    long nanos();

    /**
     * Waits, on the calling (virtual) thread, until the future is complete.
     *
     * @throws TimeoutException when that takes longer than the timeout
     */
    <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration timeout)
            throws TimeoutException, InterruptedException;

    /** Waits, on the calling (virtual) thread, until the future is complete, however long that takes: somebody else watches the time. */
    default <T extends @Nullable Object> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return await(future, FOR_EVER);
        } catch (TimeoutException e) {
            throw new IllegalStateException("This is not for ever: " + FOR_EVER, e);
        }
    }

    /** Stops the loop; what is scheduled does not run any more. */
    @Override
    void close();

    /** A loop on a platform thread of its own. */
    static MeshLoop start(String name) {
        return new ThreadLoop(name);
    }
}
