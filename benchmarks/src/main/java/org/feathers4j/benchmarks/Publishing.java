package org.feathers4j.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

import org.feathers4j.Application;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/**
 * Emits events to other applications, never more than a window ahead of the slowest of them; {@code node/events.mjs} does the same. They report through the
 * service {@code seen}, whose {@code find} makes no event of its own.
 *
 * <p>Reports come on any thread; the lock guards them.
 */
final class Publishing {
    static final int STEP = 50;
    /** Id of the todo in events that are counted. */
    static final int EVENT = 1;
    /** Id of the todo in events that tell who listens. */
    static final int PROBE = 2;

    private static final int WINDOW = 1000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Application app;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition reported = lock.newCondition();
    private final Map<String, Long> heard = new HashMap<>();
    /** What each had heard before the events that are counted now. */
    private Map<String, Long> before = Map.of();

    Publishing(Application app) {
        this.app = app;
    }

    /** The {@code find} of the service {@code seen}. */
    Object onReport(Params params) {
        lock.lock();
        try {
            Map<String, @Nullable Object> query = params.query();
            // one report may overtake another
            heard.merge(
                    String.valueOf(query.get("name")), Long.parseLong(String.valueOf(query.get("heard"))), Math::max);
            reported.signalAll();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once so many subscribers have heard something. */
    int awaitSubscribers(int count) throws InterruptedException {
        do app.service("todos").emit("created", Todos.todo(PROBE));
        while (!await(
                () -> heard.size() == count,
                System.nanoTime() + Duration.ofMillis(20).toNanos()));
        return count;
    }

    /** Emits for so long; what is counted are the events that have reached a subscriber by then. Those that never do have failed. */
    Tally publish(Duration length) throws InterruptedException {
        begin();
        long sent = 0;
        long start = System.nanoTime();
        long end = start + length.toNanos();
        do {
            for (int i = 0; i < STEP; i++) app.service("todos").emit("created", Todos.todo(EVENT));
            sent += STEP;
            awaitSlowest(sent - WINDOW, end);
        } while (System.nanoTime() < end);
        await(() -> total() > 0, end + TIMEOUT.toNanos());
        long count = total();
        double seconds = (System.nanoTime() - start) / 1e9;
        awaitSlowest(sent, System.nanoTime() + TIMEOUT.toNanos());
        return new Tally(count, seconds, Double.NaN, sent * before.size() - total());
    }

    private void begin() {
        lock.lock();
        try {
            before = Map.copyOf(heard);
        } finally {
            lock.unlock();
        }
    }

    private void awaitSlowest(long count, long end) throws InterruptedException {
        await(() -> each().min().orElse(0) >= count, end);
    }

    private boolean await(BooleanSupplier condition, long end) throws InterruptedException {
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) return false;
                reported.await(left, TimeUnit.NANOSECONDS);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long total() {
        lock.lock();
        try {
            return each().sum();
        } finally {
            lock.unlock();
        }
    }

    /** How many of the events each subscriber has heard. With the lock. */
    private LongStream each() {
        return before.entrySet().stream().mapToLong(entry -> heard.getOrDefault(entry.getKey(), 0L) - entry.getValue());
    }
}
