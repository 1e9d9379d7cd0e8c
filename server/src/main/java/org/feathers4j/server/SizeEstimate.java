package org.feathers4j.server;

/**
 * Estimates the size of the next answer from those before it: an array that is large enough from the start is not copied while it grows. Safe for all threads; a lost update
 * makes one estimate worse.
 */
final class SizeEstimate {
    private static final int LEAST = 512;
    private static final int MOST = 64 << 10;

    private volatile int estimate = LEAST;

    /** The initial capacity for the next answer, in bytes. */
    int next() {
        return estimate;
    }

    /** Takes the size of an answer into account: a larger one at once, smaller ones gradually. */
    void seen(int length) {
        int before = estimate;
        int slower = before - (before >> 4);
        // a little more than needed, so that answers of about the same length fit
        int wanted = Math.clamp((long) length + (length >> 3), LEAST, MOST);
        int now = Math.max(wanted, Math.max(LEAST, slower));
        if (now != before) estimate = now;
    }
}
