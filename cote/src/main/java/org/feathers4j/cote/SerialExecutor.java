package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order in which they were added, on virtual threads of its own. The queue is bounded: a task for which there is no room is
 * refused, counted, and logged once until half of the queue is free again. The loop, which must not wait for room, looks at {@link #backlog}.
 *
 * <p>Owner of its queue; any thread may add.
 */
final class SerialExecutor {
    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    /** The executor is stuck when none of its tasks has ended for so long while there is a backlog. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(5);

    private final String name;
    private final int limit;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    /** Completed when a quarter of the queue is left, or the executor is stuck; null while less than half of it is taken. */
    private volatile @Nullable CompletableFuture<@Nullable Void> backlog;

    private boolean running;
    private boolean stuck;
    private boolean watched;
    private boolean full;
    private long ended;
    private long refused;
    private long refusedBefore;

    /**
     * @param name for the log
     * @param limit how many tasks may wait
     */
    SerialExecutor(String name, int limit) {
        this(name, limit, drain -> Thread.ofVirtual().name(name).start(drain));
    }

    /** Its tasks run where the executor says, which must not be the thread that adds. */
    SerialExecutor(String name, int limit, Executor executor) {
        this.name = name;
        this.limit = limit;
        this.executor = executor;
    }

    /** Adds a task, or refuses it when the queue is full. What the task throws is logged. */
    void add(Runnable task) {
        lock.lock();
        try {
            if (tasks.size() >= limit) {
                refuse();
                return;
            }
            tasks.add(task);
            if (backlog == null && tasks.size() >= Math.max(1, limit / 2)) backlog = new CompletableFuture<>();
            if (running) return;
            running = true;
        } finally {
            lock.unlock();
        }
        executor.execute(this::drain);
    }

    private void refuse() {
        refused++;
        if (!full)
            log.warn(
                    "The queue of {} is full: {} tasks wait; further ones are dropped until half of them are done",
                    name,
                    limit);
        full = true;
    }

    /**
     * Null while there is room enough; otherwise a future that completes when there is room again, or when the executor is stuck and waiting is of no use.
     */
    @Nullable
    CompletableFuture<@Nullable Void> backlog() {
        if (backlog == null) return null; // the usual case takes no lock
        lock.lock();
        try {
            CompletableFuture<@Nullable Void> present = backlog;
            if (present == null || stuck) return null;
            if (!watched) Thread.ofVirtual().name("backlog of " + name).start(this::watch);
            watched = true;
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** On a thread of its own, as long as a caller holds a backlog. */
    private void watch() {
        CompletableFuture<@Nullable Void> over;
        lock.lock();
        try {
            awaitDrained(limit / 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the thread is private to this class; the backlog is over all the same
        } finally {
            over = backlog;
            backlog = tasks.size() > limit / 4 ? new CompletableFuture<>() : null;
            watched = false;
            lock.unlock();
        }
        if (over != null) over.complete(null);
    }

    /** Waits until no more than so many tasks are left, or the executor is stuck. Under the lock, which is free meanwhile. */
    private void awaitDrained(int most) throws InterruptedException {
        long seen = ended;
        long left = STUCK_AFTER.toNanos();
        while (tasks.size() > most && !stuck) {
            if (seen != ended) {
                seen = ended;
                left = STUCK_AFTER.toNanos();
            }
            if (left > 0) left = drained.awaitNanos(left);
            else stuck = true;
        }
    }

    private void drain() {
        for (Runnable task = next(false); task != null; task = next(true)) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // also errors: the tasks behind must not wait for ever
                log.warn("A task of {} failed; the next one runs", name, e);
            }
        }
    }

    private @Nullable Runnable next(boolean oneEnded) {
        lock.lock();
        try {
            if (oneEnded) {
                ended++;
                stuck = false;
            }
            Runnable task = tasks.poll();
            if (task == null) running = false;
            relax();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** There is more room than before. */
    private void relax() {
        if (backlog != null && tasks.size() <= limit / 4) {
            if (watched) drained.signal();
            else backlog = null;
        }
        if (!full || tasks.size() > limit / 2) return;
        full = false;
        log.info("The queue of {} has room again; {} tasks were dropped", name, refused - refusedBefore);
        refusedBefore = refused;
    }

    /** How many tasks were refused so far. */
    long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the current thread may block: a virtual one, or one of the JDK. Threads of other libraries may be event loops.
     */
    static boolean mayWait() {
        Thread thread = Thread.currentThread();
        return thread.isVirtual() || thread.getClass().getModule().equals(Thread.class.getModule());
    }
}
