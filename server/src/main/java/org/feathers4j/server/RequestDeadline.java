package org.feathers4j.server;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.feathers4j.socketioserver.RequestTimer;

/**
 * The next step of a client, with its deadline. The event loop of the connection sets it and a timer enforces it, so both use compare-and-set. Each connection has one, as its
 * requests follow each other; requests that run side by side (HTTP/2) have one each.
 */
abstract class RequestDeadline implements RequestTimer {
    /** A point in time, by {@link System#nanoTime}, and the action to take then. */
    private record Deadline(long at, Runnable late) {
        boolean isOver(long now) {
            return at != NEVER && now - at >= 0;
        }
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final Deadline NONE = new Deadline(NEVER, () -> {});

    private final AtomicReference<Deadline> deadline = new AtomicReference<>(NONE);
    private final ServerTimeouts timeouts;

    RequestDeadline(ServerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** Closes the connection, or resets the one request, at once. */
    abstract void cutOff();

    /** The request and its answer are over. */
    @Override
    public abstract void end();

    /** The client has to send its next request. */
    void forRequest(Runnable late) {
        within(timeouts.idle(), late);
    }

    /** The client has to send the rest of a body. */
    @Override
    public void forBody(Runnable late) {
        within(timeouts.body(), late);
    }

    /** The call is running: no client deadline applies. */
    @Override
    public void forNothing() {
        deadline.set(NONE);
    }

    /**
     * The client has to take an answer.
     *
     * @return run it when the client has taken the answer; it changes nothing when the next request of the connection has already begun
     */
    @Override
    public Runnable forTaken() {
        Deadline taking = within(timeouts.answer(), this::cutOff);
        return () -> {
            if (deadline.compareAndSet(taking, NONE)) end();
        };
    }

    private Deadline within(Duration timeout, Runnable late) {
        var next = new Deadline(System.nanoTime() + timeout.toNanos(), late);
        deadline.set(next);
        return next;
    }

    /** Acts on a deadline that has passed. Called by the timer. */
    final void check(long now) {
        Deadline present = Objects.requireNonNull(deadline.get());
        if (present.isOver(now) && deadline.compareAndSet(present, NONE)) present.late.run();
    }
}
