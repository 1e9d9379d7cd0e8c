package org.feathers4j;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order in which they came, on virtual threads of its own. A lane of its own for each service keeps
 * its events in order without letting a slow listener hold up the other services.
 *
 * <p>Owner of its queue; any thread may add. The queue is bounded: what does not fit is refused and counted, and said once in the log until there is
 * room again.
 */
public final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final int limit;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;
    private boolean full;
    private long refused;

    /**
     * A lane on virtual threads.
     *
     * @param name for the log, for instance the path of a service
     * @param limit how many tasks may wait
     */
    public Lane(String name, int limit) {
        this(name, limit, task -> Thread.ofVirtual().name("lane " + name).start(task));
    }

    /** A lane whose tasks run where the executor says; the executor must not run them on the adding thread. */
    public Lane(String name, int limit, Executor executor) {
        this.name = name;
        this.limit = limit;
        this.executor = executor;
    }

    /**
     * Adds a task. What it throws is logged.
     *
     * @return false when the lane is full and the task was refused
     */
    public boolean add(Runnable task) {
        lock.lock();
        try {
            if (tasks.size() >= limit) return refuse();
            full = false;
            tasks.add(task);
            if (running) return true;
            running = true;
        } finally {
            lock.unlock();
        }
        start();
        return true;
    }

    private void start() {
        try {
            executor.execute(this::drain);
        } catch (RuntimeException | Error e) {
            stopped(); // or else the lane would wait for ever for a thread that never came
            throw e;
        }
    }

    private void stopped() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
    }

    private boolean refuse() {
        refused++;
        if (!full)
            log.warn("Lane '{}' is full: {} tasks wait; further ones are dropped until there is room", name, limit);
        full = true;
        return false;
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // also errors: the tasks behind must not wait for ever
                log.warn("A task of lane '{}' failed; the next one runs", name, e);
            }
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable task = tasks.poll();
            if (task == null) running = false;
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks were refused so far. */
    public long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }
}
