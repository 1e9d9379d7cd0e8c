package org.feathers4j.server;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.feathers4j.socketioserver.RequestTimer;

/**
 * What a client has to do next, and until when. Said by the event loop of its connection; a timer acts against who is late, so both compare and swap.
 * There is one for each connection, whose requests take turns; where they don't (HTTP/2), there is another for each request.
 */
abstract class Wait implements RequestTimer {
    /** Until when, and what happens otherwise. */
    private record Deadline(long at, Runnable late) {
        boolean isOver(long now) {
            return at != NEVER && now - at >= 0;
        }
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final Deadline NONE = new Deadline(NEVER, () -> {});

    private final AtomicReference<Deadline> deadline = new AtomicReference<>(NONE);
    private final ServerTimeouts timeouts;

    Wait(ServerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    /** Ends the connection, or the one request, at once. */
    abstract void cutOff();

    /** The request and its answer are over. */
    @Override
    public abstract void end();

    /** The next request is awaited. */
    void forRequest(Runnable late) {
        within(timeouts.idle(), late);
    }

    /** The rest of a body is awaited. */
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
     * @return to be run once it has; changes nothing when the next request of the connection has already begun
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

    /** Acts when it is too late. By the timer. */
    final void check(long now) {
        Deadline present = Objects.requireNonNull(deadline.get());
        if (present.isOver(now) && deadline.compareAndSet(present, NONE)) present.late.run();
    }
}
