package org.feathers4j.socketioserver;

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
 * The Socket.IO sessions of one event loop, and when they are looked after: all that have something to send once a turn, all of them when time has passed.
 * Made and owned by the loop; other threads only leave tasks and ask for sessions to be drained.
 */
final class SocketLoop {
    private static final Logger log = LoggerFactory.getLogger(SocketLoop.class);

    private final Thread thread = Thread.currentThread();
    private final Vertx vertx;
    private final Context context;
    private final long timer;
    private final Set<SocketSession> sessions = new LinkedHashSet<>();
    private final Queue<SocketSession> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** @param interval how often sessions learn what time it is, in milliseconds */
    SocketLoop(Vertx vertx, Context context, long interval) {
        this.vertx = vertx;
        this.context = context;
        this.timer = vertx.setPeriodic(interval, id -> tick());
    }

    /** Runs a task on the loop, now when this is the loop. */
    void run(Runnable task) {
        if (Thread.currentThread() == thread) task.run();
        else later(task);
    }

    /** Runs a task on the loop, after what it does now. */
    void later(Runnable task) {
        try {
            context.runOnContext(nothing -> task.run());
        } catch (RejectedExecutionException e) {
            // the server has ended, and all sessions with it
            log.debug("Too late for the event loop", e);
        }
    }

    void add(SocketSession session) {
        sessions.add(session);
    }

    void remove(SocketSession session) {
        sessions.remove(session);
    }

    /** From any thread: the session has something to send. What other sessions send until the loop gets to it goes out together. */
    void drainLater(SocketSession session) {
        ready.add(session);
        if (scheduled.compareAndSet(false, true)) later(this::drain);
    }

    private void drain() {
        scheduled.set(false);
        for (SocketSession next = ready.poll(); next != null; next = ready.poll()) next.drain();
    }

    private void tick() {
        long now = System.nanoTime();
        for (SocketSession session : List.copyOf(sessions)) session.tick(now);
    }

    /** Ends all sessions. From any thread. */
    void close(String reason) {
        vertx.cancelTimer(timer); // in a Vert.x that goes on it would never end
        run(() -> List.copyOf(sessions).forEach(session -> session.shutDown(reason)));
    }
}
