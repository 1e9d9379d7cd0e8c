package org.feathers4j.distributed;

import java.time.Duration;

/**
 * When a connected peer that does not answer is left out of the rotation. With the defaults a process that hangs gets no more calls about five seconds after the
 * first call that it leaves waiting, whatever the timeout of calls is.
 *
 * @param probeAfter how long a call waits before its peer is asked for a sign of life
 * @param probeTimeout how long a sign of life may take
 * @param misses calls and signs of life in a row that a peer may fail to give
 */
public record Detection(Duration probeAfter, Duration probeTimeout, int misses) {
    /** A sign of life is wanted after 2 s, within 1 s, and three may be missed. */
    public static final Detection DEFAULT = new Detection(Duration.ofSeconds(2), Duration.ofSeconds(1), 3);

    public Detection {
        if (!probeAfter.isPositive() || !probeTimeout.isPositive())
            throw new IllegalArgumentException(
                    "probeAfter %s and probeTimeout %s must be positive".formatted(probeAfter, probeTimeout));
        if (misses < 1) throw new IllegalArgumentException("misses %d must be at least 1".formatted(misses));
    }
}
