package org.feathers4j.distributed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

import org.jspecify.annotations.Nullable;

/**
 * The times of the calls of the last ten seconds, as a histogram for each second. Four buckets for each power of two
 * of microseconds, so that a quantile is right to an eighth. Safe for all threads, without locks: a call that ends
 * while a slot is cleared for a new second may be lost from the window, which is for people to look at.
 */
final class LatencyWindow {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SECONDS = 10;
    /** The present second, and ten before. */
    private static final int SLOTS = SECONDS + 1;

    private static final int PER_OCTAVE = 4;
    /** Up to 2^28 microseconds, four and a half minutes; longer calls are counted with those. */
    private static final int BUCKETS = 28 * PER_OCTAVE;
    /** The failures of a second stand behind its buckets. */
    private static final int STRIDE = BUCKETS + 1;

    private final AtomicLongArray seconds = new AtomicLongArray(SLOTS);
    private final AtomicIntegerArray counts = new AtomicIntegerArray(SLOTS * STRIDE);

    LatencyWindow() {
        for (int i = 0; i < SLOTS; i++) seconds.set(i, Long.MIN_VALUE);
    }

    void add(long now, long nanos, boolean isFailure) {
        int first = slot(Math.floorDiv(now, SECOND)) * STRIDE;
        counts.getAndIncrement(first + bucket(nanos));
        if (isFailure) counts.getAndIncrement(first + BUCKETS);
    }

    private int slot(long second) {
        int slot = Math.floorMod(second, SLOTS);
        long before = seconds.get(slot);
        if (before < second && seconds.compareAndSet(slot, before, second))
            for (int i = slot * STRIDE; i < (slot + 1) * STRIDE; i++) counts.set(i, 0);
        return slot;
    }

    private static int bucket(long nanos) {
        long micros = Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos));
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int part = (int) (((micros * PER_OCTAVE) >> octave) - PER_OCTAVE);
        return Math.min(BUCKETS - 1, octave * PER_OCTAVE + part);
    }

    /** The middle of a bucket. */
    private static Duration time(int bucket) {
        double micros = (1L << (bucket / PER_OCTAVE)) * (1 + (bucket % PER_OCTAVE + 0.5) / PER_OCTAVE);
        return Duration.ofNanos((long) (micros * 1000));
    }

    /** @param age nanoseconds since calls are counted */
    CallStats stats(long calls, long failures, long pending, long now, long age) {
        long present = Math.floorDiv(now, SECOND);
        var sums = new long[STRIDE];
        for (int slot = 0; slot < SLOTS; slot++)
            if (seconds.get(slot) >= present - SECONDS)
                for (int i = 0; i < STRIDE; i++) sums[i] += counts.get(slot * STRIDE + i);
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) total += sums[i];
        // the slots hold ten seconds and what has passed of the present one
        double covered = Math.min(age, SECONDS * SECOND + Math.floorMod(now, SECOND)) / (double) SECOND;
        double length = Math.max(1, covered);
        return new CallStats(
                calls,
                failures,
                pending,
                total / length,
                sums[BUCKETS] / length,
                quantile(sums, total, 0.5),
                quantile(sums, total, 0.99));
    }

    private static @Nullable Duration quantile(long[] sums, long total, double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS && total > 0; i++) {
            seen += sums[i];
            if (seen >= wanted) return time(i);
        }
        return null;
    }
}
