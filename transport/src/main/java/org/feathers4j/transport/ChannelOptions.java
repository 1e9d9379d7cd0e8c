package org.feathers4j.transport;

/**
 * How events are published.
 *
 * @param laneLimit how many events of one service may wait for its publishers; further ones are dropped, logged and counted
 */
public record ChannelOptions(int laneLimit) {
    /** Room for 10,000 events a service. */
    public static final ChannelOptions DEFAULT = new ChannelOptions(10_000);

    public ChannelOptions {
        if (laneLimit < 1)
            throw new IllegalArgumentException(
                    "laneLimit %d must be at least 1, or nothing is ever published".formatted(laneLimit));
    }

    /** These options with another {@link #laneLimit()}. */
    public ChannelOptions withLaneLimit(int value) {
        return new ChannelOptions(value);
    }
}
