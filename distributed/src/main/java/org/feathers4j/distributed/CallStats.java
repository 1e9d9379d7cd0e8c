package org.feathers4j.distributed;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How many calls there were, and how long they took. A failed call is one without an answer, or with an error that is
 * the provider's fault (408, 500 and above); a record that is not found is an answer like any other.
 *
 * @param calls that have ended, since the peer is known
 * @param failures of these
 * @param pending calls under way now
 * @param perSecond calls a second over the last ten seconds
 * @param failuresPerSecond failed calls a second over the last ten seconds
 * @param median time of a call over the last ten seconds, to an eighth; null when there was no call
 * @param p99 time that 99 of 100 calls stay below, over the last ten seconds, to an eighth; null when there was no call
 */
public record CallStats(
        long calls,
        long failures,
        long pending,
        double perSecond,
        double failuresPerSecond,
        @Nullable Duration median,
        @Nullable Duration p99) {}
