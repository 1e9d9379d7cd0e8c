package org.feathers4j.testkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.Registration;
import org.feathers4j.distributed.MeshLoop;
import org.jspecify.annotations.Nullable;

/** The mesh loop of an application whose time the test moves: tasks run on the thread of the test. Other threads may add tasks and wait. */
final class FakeLoop implements MeshLoop {
    /** In real time. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    /** At most this much faster than real time while the test itself waits: the answer may need virtual threads, which run in real time. */
    private static final int HASTE = 20;

    private final FakeTime time;
    private final Thread mover = Thread.currentThread();
    private volatile boolean closed;

    FakeLoop(FakeTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        FakeTime.Task planned = time.schedule(delay, () -> {
            if (!closed) task.run();
        });
        return planned::cancel;
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public <T extends @Nullable Object> T await(CompletableFuture<T> future, Duration timeout)
            throws TimeoutException, InterruptedException {
        if (Thread.currentThread() == mover) moveUntilDone(future, timeout);
        else blockUntilDone(future, timeout);
        if (!future.isDone()) throw new TimeoutException("not within " + timeout);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void moveUntilDone(CompletableFuture<?> future, Duration timeout) {
        long begin = time.nanos();
        long realBegin = System.nanoTime();
        long end = begin + timeout.toNanos();
        while (!future.isDone() && time.runNextUntil(end)) {
            long ahead = (time.nanos() - begin) / HASTE - (System.nanoTime() - realBegin);
            if (ahead > 0) LockSupport.parkNanos(ahead);
        }
    }

    private void blockUntilDone(CompletableFuture<?> future, Duration timeout) throws InterruptedException {
        var late = new CompletableFuture<@Nullable Object>();
        FakeTime.Task alarm = time.schedule(timeout, () -> late.complete(null));
        try {
            awaitWhileTimePasses(CompletableFuture.anyOf(future, late));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            alarm.cancel();
        }
    }

    private void awaitWhileTimePasses(CompletableFuture<?> either) throws InterruptedException, ExecutionException {
        while (true) {
            long before = time.nanos();
            try {
                either.get(STANDSTILL.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                if (time.nanos() == before)
                    throw new IllegalStateException(
                            "This thread has waited %s for an answer while time stood still. The thread that made the mesh has to move it meanwhile: with call, until or advance"
                                    .formatted(STANDSTILL));
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
