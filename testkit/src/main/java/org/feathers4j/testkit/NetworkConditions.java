package org.feathers4j.testkit;

import java.time.Duration;

/**
 * How a {@link SimulatedNetwork} treats what is sent between hosts. Different delays also change the order of datagrams.
 *
 * @param loss share of the datagrams that get lost, 0 to 1
 * @param duplication share of the datagrams that arrive twice, 0 to 1
 * @param shortestDelay of a datagram or a piece of a TCP stream
 * @param longestDelay of a datagram or a piece of a TCP stream
 * @param largestPiece of a TCP stream that arrives at once, in bytes
 */
public record NetworkConditions(
        double loss, double duplication, Duration shortestDelay, Duration longestDelay, int largestPiece) {
    /** Nothing gets lost, everything takes a millisecond. */
    public static final NetworkConditions FAIR =
            new NetworkConditions(0, 0, Duration.ofMillis(1), Duration.ofMillis(1), 64 * 1024);

    /** A third gets lost, a fifth arrives twice, nothing arrives in order, TCP comes in crumbs. */
    public static final NetworkConditions STORM =
            new NetworkConditions(0.33, 0.2, Duration.ofMillis(1), Duration.ofMillis(400), 7);

    public NetworkConditions {
        if (loss < 0 || loss > 1 || duplication < 0 || duplication > 1)
            throw new IllegalArgumentException(
                    "loss %s and duplication %s must be between 0 and 1".formatted(loss, duplication));
        if (shortestDelay.isNegative() || longestDelay.compareTo(shortestDelay) < 0)
            throw new IllegalArgumentException(
                    "Delays from %s to %s are no range".formatted(shortestDelay, longestDelay));
        if (largestPiece < 1) throw new IllegalArgumentException("largestPiece must be at least 1");
    }
}
