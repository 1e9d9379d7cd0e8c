package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;

import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;

/** A loop that does what it planned for later when the test says so. */
final class HeldLoop implements MeshLoop {
    final ConcurrentLinkedQueue<Runnable> planned = new ConcurrentLinkedQueue<>();
    private final MeshLoop real = MeshLoop.start("held loop");

    @Override
    public void execute(Runnable task) {
        real.execute(task);
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        planned.add(task);
        return () -> planned.remove(task);
    }

    /** Does what was planned so far. */
    void doPlanned() {
        List.copyOf(planned).forEach(real::execute);
    }

    @Override
    public long nanos() {
        return real.nanos();
    }

    @Override
    public <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration timeout)
            throws TimeoutException, InterruptedException {
        return real.await(future, timeout);
    }

    @Override
    public void close() {
        real.close();
    }
}
