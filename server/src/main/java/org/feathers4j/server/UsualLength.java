package org.feathers4j.server;

/**
 * How much room an answer is likely to need, by those before it: an array that is large enough from the start is neither copied nor cleared five times on its way.
 * Any thread; a lost update makes one guess worse.
 */
final class UsualLength {
    private static final int LEAST = 512;
    private static final int MOST = 64 << 10;

    private volatile int usual = LEAST;

    /** Bytes to make room for. */
    int next() {
        return usual;
    }

    /** An answer had so many bytes. Larger ones count at once, smaller ones bit by bit. */
    void seen(int length) {
        int before = usual;
        int slower = before - (before >> 4);
        // a little more than needed, so that answers of about the same length fit
        int wanted = Math.clamp((long) length + (length >> 3), LEAST, MOST);
        int now = Math.max(wanted, Math.max(LEAST, slower));
        if (now != before) usual = now;
    }
}
