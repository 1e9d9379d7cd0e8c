package org.feathers4j.distributed;

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Counts calls and measures their times. Safe for all threads. Times are nanoseconds of the mesh's clock; a call costs
 * two additions and a write, and takes no lock.
 */
final class CallMeter {
    private final long createdAt;
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    /** Null before the first call: most of many peers are never called, and a window takes some kilobytes. */
    private volatile @Nullable LatencyWindow window;

    private volatile long heardAt;

    CallMeter(long now) {
        createdAt = now;
        heardAt = now;
    }

    void begin() {
        begun.increment();
    }

    /** @param begunAt when {@link #begin} was called */
    void end(long begunAt, long now, boolean isFailure) {
        ended.increment();
        if (isFailure) failed.increment();
        LatencyWindow present = window;
        if (present == null) present = create();
        present.add(now, now - begunAt, isFailure);
    }

    private synchronized LatencyWindow create() {
        LatencyWindow present = window;
        if (present == null) window = present = new LatencyWindow();
        return present;
    }

    /** A message of the peer has arrived. */
    void heard(long now) {
        heardAt = now;
    }

    long createdAt() {
        return createdAt;
    }

    /** When the last message of the peer arrived. */
    long heardAt() {
        return heardAt;
    }

    boolean isIdle() {
        return ended.sum() == begun.sum();
    }

    CallStats stats(long now) {
        long done = ended.sum(); // before those begun, or calls that end meanwhile make the pending ones negative
        long pending = Math.max(0, begun.sum() - done);
        LatencyWindow present = window;
        if (present == null) return new CallStats(done, failed.sum(), pending, 0, 0, null, null);
        return present.stats(done, failed.sum(), pending, now, now - createdAt);
    }
}
