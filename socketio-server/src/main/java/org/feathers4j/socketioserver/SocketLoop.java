package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one event loop: those with waiting frames are drained once a turn, all of them learn the time. Created and owned by the loop; other threads only
 * add tasks and ask for sessions to be drained.
 */
final class SocketLoop {
    private static final Logger log = LoggerFactory.getLogger(SocketLoop.class);
    /** How many sessions are drained before the loop does other things. */
    private static final int AT_ONCE = 256;

    private final Thread thread = Thread.currentThread();
    private final Vertx vertx;
    private final Context context;
    private final long timer;
    private final Set<SocketSession> sessions = new LinkedHashSet<>();
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** @param interval how often sessions learn the time, in milliseconds */
    SocketLoop(Vertx vertx, Context context, long interval) {
        this.vertx = vertx;
        this.context = context;
        this.timer = vertx.setPeriodic(interval, id -> tick());
    }

    /** Runs a task on the loop: at once when called on it. */
    void run(Runnable task) {
        if (Thread.currentThread() == thread) task.run();
        else later(task);
    }

    /** Runs a task on the loop, after the current one. */
    void later(Runnable task) {
        try {
            context.runOnContext(nothing -> task.run());
        } catch (RejectedExecutionException e) {
            // the server is closed, and all sessions with it
            log.debug("Too late for the event loop", e);
        }
    }

    /** Runs a task on the loop after some time, unless the server is closed by then. On the loop. */
    void after(Duration delay, Runnable task) {
        vertx.setTimer(Math.max(1, delay.toMillis()), id -> task.run());
    }

    void add(SocketSession session) {
        sessions.add(session);
    }

    void remove(SocketSession session) {
        sessions.remove(session);
    }

    /**
     * Drains a session in the next turn of the loop, together with other sessions. Any thread.
     *
     * @param drain sends what waits for the session
     */
    void drainLater(Runnable drain) {
        ready.add(drain);
        if (scheduled.compareAndSet(false, true)) later(this::drain);
    }

    /** Some sessions only: publishers may be faster than the loop, which has to read, too. */
    private void drain() {
        scheduled.set(false);
        for (int drained = 0; drained < AT_ONCE; drained++) {
            Runnable next = ready.poll();
            if (next == null) return;
            next.run();
        }
        if (scheduled.compareAndSet(false, true)) later(this::drain);
    }

    private void tick() {
        long now = System.nanoTime();
        for (SocketSession session : List.copyOf(sessions)) session.tick(now);
    }

    /** Ends all sessions. Any thread. */
    void close(String reason) {
        vertx.cancelTimer(timer); // Vert.x may outlive the server
        run(() -> List.copyOf(sessions).forEach(session -> session.shutDown(reason)));
    }
}
