package org.feathers4j;

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
 * Runs tasks one after another, in the order in which they came, on virtual threads of its own. A queue of its own for each service keeps
 * its events in order without letting a slow listener hold up the other services.
 *
 * <p>The queue is bounded. A thread that may wait adds with {@link #put}, and is slowed down while the queue is full; any other thread adds with {@link #add} and checks
 * {@link #backlog}. A stuck queue refuses tasks that it has no room for, counts them, and logs so once until half of it is free again.
 *
 * <p>Owner of its queue; any thread may add.
 */
public final class SerialExecutor {
    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    /** A queue is stuck when none of its tasks has ended for so long while a thread waited for room. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final int limit;
    private final Duration timeout;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Refusals refusals;
    private volatile @Nullable Thread runner;
    /** Done when a quarter of the queue is left, or the queue is stuck; null while less than half of it is taken. */
    private volatile @Nullable CompletableFuture<@Nullable Void> backlog;

    private boolean running;
    private boolean stuck;
    private boolean watched;
    private int waiting;
    private long ended;

    /**
     * A queue on virtual threads.
     *
     * @param name for the log, for instance the path of a service
     * @param limit how many tasks may wait
     */
    public SerialExecutor(String name, int limit) {
        this(name, limit, TIMEOUT);
    }

    /**
     * A queue on virtual threads.
     *
     * @param name for the log
     * @param limit how many tasks may wait
     * @param timeout how long a thread waits for room while no task ends
     */
    public SerialExecutor(String name, int limit, Duration timeout) {
        this(
                name,
                limit,
                timeout,
                task -> Thread.ofVirtual().name("queue " + name).start(task));
    }

    /** A queue whose tasks run where the executor says; the executor must not run them on the adding thread. */
    public SerialExecutor(String name, int limit, Executor executor) {
        this(name, limit, TIMEOUT, executor);
    }

    private SerialExecutor(String name, int limit, Duration timeout, Executor executor) {
        this.name = name;
        this.limit = limit;
        this.timeout = timeout;
        this.executor = executor;
        this.refusals = new Refusals(name, limit);
    }

    /**
     * Adds a task, or refuses it when the queue is full. What it throws is logged.
     *
     * @return false when the task was refused
     */
    public boolean add(Runnable task) {
        return add(task, false);
    }

    /**
     * Adds a task, and waits for room as long as the queue gets on: until no task has ended for some seconds. Threads that must not wait don't, see {@link #mayWait};
     * a task of this queue finds room beyond the limit instead, as much again.
     *
     * @return false when the task was refused, also when the thread was interrupted while it waited
     */
    public boolean put(Runnable task) {
        return add(task, true);
    }

    private boolean add(Runnable task, boolean patient) {
        lock.lock();
        try {
            if (tasks.size() >= limit && !(patient && foundRoom())) return refusals.refuse();
            tasks.add(task);
            if (backlog == null && tasks.size() >= Math.max(1, limit / 2)) backlog = new CompletableFuture<>();
            if (running) return true;
            running = true;
        } finally {
            lock.unlock();
        }
        start();
        return true;
    }

    private boolean foundRoom() {
        // it would wait for itself
        if (isRunningHere()) return tasks.size() < 2L * limit;
        if (!mayWait()) return false;
        waiting++;
        try {
            return await(room, limit - 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
        }
    }

    /** Whether the present thread runs a task of this queue, so that what it does next comes in order without being added. */
    public boolean isRunningHere() {
        return Thread.currentThread() == runner;
    }

    /**
     * Whether the present thread may wait for room: a virtual one, or one of the JDK. Threads of other libraries may be event loops.
     */
    public static boolean mayWait() {
        Thread thread = Thread.currentThread();
        return thread.isVirtual() || thread.getClass().getModule().equals(Thread.class.getModule());
    }

    /** Waits until at most this many tasks are left; false when the queue is stuck. Under the lock, which is free meanwhile. */
    private boolean await(Condition change, int most) throws InterruptedException {
        long seen = ended;
        long left = timeout.toNanos();
        while (tasks.size() > most && !stuck) {
            if (seen != ended) {
                seen = ended;
                left = timeout.toNanos();
            }
            if (left > 0) left = change.awaitNanos(left);
            else nothingEnds();
        }
        return tasks.size() <= most;
    }

    private void nothingEnds() {
        stuck = true;
        room.signalAll();
        drained.signalAll();
    }

    /**
     * For callers that must not wait, but can stop reading from the source of tasks: null while there is room enough, otherwise a future that completes
     * when there is room again, or when the queue is stuck and waiting is of no use.
     */
    public @Nullable CompletableFuture<@Nullable Void> backlog() {
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

    /** On a thread of its own, as long as a backlog has listeners. */
    private void watch() {
        CompletableFuture<@Nullable Void> over;
        lock.lock();
        try {
            await(drained, limit / 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // no caller has this thread; the backlog ends all the same
        } finally {
            over = backlog;
            backlog = tasks.size() > limit / 4 ? new CompletableFuture<>() : null;
            watched = false;
            lock.unlock();
        }
        if (over != null) over.complete(null);
    }

    private void start() {
        try {
            executor.execute(this::drain);
        } catch (RuntimeException | Error e) {
            stopped(); // or else the queue would wait for ever for a thread that never came
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

    private void drain() {
        runner = Thread.currentThread();
        for (Runnable task = next(false); task != null; task = next(true)) {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // also errors: the tasks behind must not wait for ever
                log.warn("A task of queue '{}' failed; the next one runs", name, e);
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
            if (task == null) {
                running = false;
                runner = null;
            }
            relax();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** There is more room than before. */
    private void relax() {
        if (waiting > 0) room.signal();
        if (backlog != null && tasks.size() <= limit / 4) {
            if (watched) drained.signal();
            else backlog = null;
        }
        if (tasks.size() <= limit / 2) refusals.over();
    }

    /** How many tasks were refused so far. */
    public long refused() {
        lock.lock();
        try {
            return refusals.count();
        } finally {
            lock.unlock();
        }
    }
}
