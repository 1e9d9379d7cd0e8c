package org.feathers4j.cote;

import java.time.Duration;

/**
 * The intervals of discovery. Every {@code nodeTimeout} must be longer than the longest {@code helloInterval} of the mesh.
 *
 * @param helloInterval time between two hellos of a component
 * @param checkInterval longest time between two looks for silent nodes
 * @param nodeTimeout silence after which a node is gone
 * @param masterTimeout means nothing here, but is checked as in Node
 */
record CoteTimes(Duration helloInterval, Duration checkInterval, Duration nodeTimeout, Duration masterTimeout) {
    /** The plugin's: a hello every 10 s, gone after 30 s. */
    static final CoteTimes DEFAULT = new CoteTimes(
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** cote's own: a hello every 2 s, gone after 5 s. */
    static final CoteTimes COTE_DEFAULTS =
            new CoteTimes(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(6));

    private static final Duration LONGEST_CHECK = Duration.ofSeconds(1);

    CoteTimes {
        if (helloInterval.isZero()
                || helloInterval.isNegative()
                || checkInterval.isZero()
                || checkInterval.isNegative())
            throw new IllegalArgumentException(
                    "helloInterval %s and checkInterval %s must be positive".formatted(helloInterval, checkInterval));
        if (nodeTimeout.compareTo(helloInterval) <= 0)
            throw new IllegalArgumentException(
                    "nodeTimeout %s must exceed helloInterval %s, or every node looks dead between two hellos"
                            .formatted(nodeTimeout, helloInterval));
        if (nodeTimeout.compareTo(checkInterval) < 0)
            throw new IllegalArgumentException(
                    "nodeTimeout %s must not be shorter than checkInterval %s".formatted(nodeTimeout, checkInterval));
        if (masterTimeout.compareTo(nodeTimeout) < 0)
            throw new IllegalArgumentException(
                    "masterTimeout %s must not be shorter than nodeTimeout %s".formatted(masterTimeout, nodeTimeout));
    }

    /** A check costs little, so silence is noticed within a second, where Node needs a whole {@code checkInterval}. */
    Duration tickInterval() {
        return checkInterval.compareTo(LONGEST_CHECK) < 0 ? checkInterval : LONGEST_CHECK;
    }
}
