package org.feathers4j.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * How long each operation took, to three digits. Owned by the one thread that adds. Takes the same memory for any number of operations, so that what is measured is
 * not the collector's work for the measurement.
 */
final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram nanos = new Histogram(DIGITS);

    void add(long duration) {
        nanos.recordValue(duration);
    }

    void addAll(Latencies others) {
        nanos.add(others.nanos);
    }

    long size() {
        return nanos.getTotalCount();
    }

    void clear() {
        nanos.reset();
    }

    /** Seconds within which this part of all operations was done; not a number when there was none. */
    double percentile(double part) {
        return size() == 0 ? Double.NaN : nanos.getValueAtPercentile(100 * part) / 1e9;
    }
}
