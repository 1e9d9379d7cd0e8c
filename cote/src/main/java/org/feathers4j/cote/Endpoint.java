package org.feathers4j.cote;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * A responder that a requester is connected to, and how it did of late. Owner of its samples, under its lock; any thread.
 *
 * <p>Times are nanoseconds of the network's clock.
 */
final class Endpoint {
    private static final long MEMORY_NANOS = 10_000_000_000L; // cote, time-balanced-requester.js: CALCULATION_TIMEOUT
    private static final int MOST_SAMPLES = 1000;

    /** A request: how long it took, or since when it is under way. */
    private static final class Sample {
        final long sent;
        long taken = -1;

        Sample(long sent) {
            this.sent = sent;
        }
    }

    private final RequestChannel channel;
    private final @Nullable Object subset;
    private final @Nullable Object respondsTo;
    private final AtomicInteger pending = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private volatile boolean tried;

    Endpoint(RequestChannel channel, Map<String, @Nullable Object> advertisement) {
        this.channel = channel;
        this.subset = advertisement.get("subset");
        this.respondsTo = advertisement.get("respondsTo");
    }

    RequestChannel channel() {
        return channel;
    }

    /** Whether it says that browsers may ask it for that type. */
    boolean lists(Object type) {
        return respondsTo instanceof List<?> types && types.contains(type);
    }

    boolean isOf(Object wanted) {
        return subset != null && Objects.toString(wanted).equals(subset.toString());
    }

    int pending() {
        return pending.get();
    }

    boolean wasTried() {
        return tried;
    }

    /** A request goes there; run what it returns with the time when it has ended. */
    java.util.function.LongConsumer begin(long now) {
        tried = true;
        pending.incrementAndGet();
        var sample = new Sample(now);
        lock.lock();
        try {
            samples.add(sample);
            if (samples.size() > MOST_SAMPLES) samples.remove();
        } finally {
            lock.unlock();
        }
        return end -> {
            pending.decrementAndGet();
            lock.lock();
            try {
                sample.taken = end - sample.sent;
            } finally {
                lock.unlock();
            }
        };
    }

    /** How long requests of the last ten seconds took in the middle, those under way counted with their age; 0 for none. */
    double averageNanos(long now) {
        lock.lock();
        try {
            while (!samples.isEmpty() && now - samples.element().sent > MEMORY_NANOS) samples.remove();
            double sum = 0;
            for (Sample each : samples) sum += each.taken < 0 ? now - each.sent : each.taken;
            return samples.isEmpty() ? 0 : sum / samples.size();
        } finally {
            lock.unlock();
        }
    }
}
