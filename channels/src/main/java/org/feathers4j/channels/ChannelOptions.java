package org.feathers4j.channels;

import java.time.Duration;

/**
 * How events are published.
 *
 * @param queueLimit how many events of one service may wait for its publishers. Calls that emit further ones wait until there is room
 * @param timeout for how long no publisher of a service may end until calls do not wait for them any more; then, or when the thread must not wait (an event loop), further
 *     events are dropped, logged and counted
 */
public record ChannelOptions(int queueLimit, Duration timeout) {
    /** Room for 10,000 events a service, and a timeout of five seconds. */
    public static final ChannelOptions DEFAULT = new ChannelOptions(10_000);

    public ChannelOptions {
        if (queueLimit < 1)
            throw new IllegalArgumentException(
                    "queueLimit %d must be at least 1, or nothing is ever published".formatted(queueLimit));
        if (timeout.isNegative())
            throw new IllegalArgumentException("timeout %s must not be negative".formatted(timeout));
    }

    /** A limit, with the usual timeout. */
    public ChannelOptions(int queueLimit) {
        this(queueLimit, Duration.ofSeconds(5));
    }

    /** These options with another {@link #queueLimit()}. */
    public ChannelOptions withLaneLimit(int value) {
        return new ChannelOptions(value, timeout);
    }

    /** These options with another {@link #timeout()}. */
    public ChannelOptions withTimeout(Duration value) {
        return new ChannelOptions(queueLimit, value);
    }
}
