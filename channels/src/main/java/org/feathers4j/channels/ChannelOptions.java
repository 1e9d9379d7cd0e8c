package org.feathers4j.channels;

import java.time.Duration;

/**
 * How events are published.
 *
 * @param laneLimit how many events of one service may wait for its publishers. Calls that emit further ones wait until there is room
 * @param patience for how long no publisher of a service may end until calls do not wait for them any more; then, or when the thread must not wait (an event loop), further
 *     events are dropped, logged and counted
 */
public record ChannelOptions(int laneLimit, Duration patience) {
    /** Room for 10,000 events a service, and a patience of five seconds. */
    public static final ChannelOptions DEFAULT = new ChannelOptions(10_000);

    public ChannelOptions {
        if (laneLimit < 1)
            throw new IllegalArgumentException(
                    "laneLimit %d must be at least 1, or nothing is ever published".formatted(laneLimit));
        if (patience.isNegative())
            throw new IllegalArgumentException("patience %s must not be negative".formatted(patience));
    }

    /** A limit, with the usual patience. */
    public ChannelOptions(int laneLimit) {
        this(laneLimit, Duration.ofSeconds(5));
    }

    /** These options with another {@link #laneLimit()}. */
    public ChannelOptions withLaneLimit(int value) {
        return new ChannelOptions(value, patience);
    }

    /** These options with another {@link #patience()}. */
    public ChannelOptions withPatience(Duration value) {
        return new ChannelOptions(laneLimit, value);
    }
}
