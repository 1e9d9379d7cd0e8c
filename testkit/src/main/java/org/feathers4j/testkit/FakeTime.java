package org.feathers4j.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until the test moves it. What is due runs on the thread that moves it, in the order of its times. Moved by one thread; any
 * thread may plan something.
 */
public final class FakeTime {
    /** Something that will happen, unless it is cancelled before. */
    public static final class Task {
        private final long at;
        private final long order;
        private final Runnable what;
        private volatile boolean cancelled;

        private Task(long at, long order, Runnable what) {
            this.at = at;
            this.order = order;
            this.what = what;
        }

        /** It will not happen. */
        public void cancel() {
            cancelled = true;
        }
    }

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.<Task>comparingLong(task -> task.at).thenComparingLong(task -> task.order));
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long now;
    private long count;

    /** Time that begins at zero. */
    public FakeTime() {}

    /** Nanoseconds since the beginning. */
    public long nanos() {
        return now;
    }

    /**
     * This time as a clock, in UTC, for code that asks for a {@link Clock}.
     *
     * @param beginning what the clock shows when {@link #nanos} is zero
     */
    public Clock clock(Instant beginning) {
        InstantSource source = () -> beginning.plusNanos(now);
        return source.withZone(ZoneOffset.UTC);
    }

    /** Plans something; with a delay of zero it happens when time is moved next, be it by nothing. */
    public Task schedule(Duration delay, Runnable what) {
        return scheduleAt(now + Math.max(0, delay.toNanos()), what);
    }

    Task scheduleAt(long at, Runnable what) {
        lock.lock();
        try {
            var task = new Task(Math.max(now, at), count++, what);
            tasks.add(task);
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass and everything happen that becomes due, also what is planned meanwhile. */
    public void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (runNextUntil(end)) {
            // goes on
        }
        now = end;
    }

    /** Goes to the next thing that is planned before the end and lets it happen; false when there is none. */
    boolean runNextUntil(long end) {
        Task next = takeUntil(end);
        if (next == null) return false;
        if (!next.cancelled) next.what.run();
        return true;
    }

    private @Nullable Task takeUntil(long end) {
        lock.lock();
        try {
            Task next = tasks.peek();
            if (next == null || next.at > end) return null;
            now = next.at;
            return tasks.poll();
        } finally {
            lock.unlock();
        }
    }
}
