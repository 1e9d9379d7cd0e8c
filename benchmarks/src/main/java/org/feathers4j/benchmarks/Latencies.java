package org.feathers4j.benchmarks;

import java.util.Arrays;

/** How long each operation took. Owned by the one thread that adds. */
final class Latencies {
    private long[] nanos = new long[1 << 12];
    private int size;

    void add(long duration) {
        if (size == nanos.length) nanos = Arrays.copyOf(nanos, size * 2);
        nanos[size++] = duration;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.size; i++) add(others.nanos[i]);
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** Seconds within which this part of all operations was done; not a number when there was none. */
    double percentile(double part) {
        if (size == 0) return Double.NaN;
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (size * part))] / 1e9;
    }
}
