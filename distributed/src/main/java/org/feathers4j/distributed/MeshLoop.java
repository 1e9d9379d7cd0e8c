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
    /** Runs a task on the loop, after those that came before. */
    void execute(Runnable task);

    /** Runs a task on the loop after a delay; removing the registration cancels it. */
    Registration schedule(Duration delay, Runnable task);

    /** Time that only moves forward, in nanoseconds from any beginning. */
    long nanos();

    /**
     * Waits, on the calling (virtual) thread, until the future is complete.
     *
     * @throws TimeoutException when that takes longer than the patience
     */
    <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration patience)
            throws TimeoutException, InterruptedException;

    /** Stops the loop; what is scheduled does not run any more. */
    @Override
    void close();

    /** A loop on a platform thread of its own. */
    static MeshLoop start(String name) {
        return new ThreadLoop(name);
    }
}
