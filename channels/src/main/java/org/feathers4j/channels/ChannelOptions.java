package org.feathers4j.channels;

import java.time.Duration;
import java.util.function.Consumer;

/** How events are published; {@link Builder} describes each option. Immutable. */
public final class ChannelOptions {
    private final int queueLimit;
    private final Duration timeout;

    private ChannelOptions(Builder from) {
        queueLimit = from.queueLimit;
        timeout = from.timeout;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when the value of an option is invalid
     */
    static ChannelOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    /** How many events of one service may wait for its publishers. */
    public int queueLimit() {
        return queueLimit;
    }

    /** How long a call waits while no publisher of a service finishes. */
    public Duration timeout() {
        return timeout;
    }

    /** Options being set, given to the lambda of {@link Channels#create}. For one thread. */
    public static final class Builder {
        private int queueLimit = 10_000;
        private Duration timeout = Duration.ofSeconds(5);

        private Builder() {}

        /**
         * How many events of one service may wait for its publishers; 10,000 unless set. Calls that emit further ones wait until there is room. Events of remote services
         * wait in the queue of {@code distributed} alone, whose limit is {@code maxQueuedEvents}.
         */
        public Builder queueLimit(int value) {
            queueLimit = value;
            return this;
        }

        /**
         * How long a call waits while no publisher of a service finishes; 5 seconds unless set. After that, or when the
         * thread must not wait (an event loop), further events are dropped, logged and counted.
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        private ChannelOptions build() {
            if (queueLimit < 1)
                throw new IllegalArgumentException(
                        "queueLimit %d must be at least 1, or nothing is ever published".formatted(queueLimit));
            if (timeout.isNegative())
                throw new IllegalArgumentException("timeout %s must not be negative".formatted(timeout));
            return new ChannelOptions(this);
        }
    }
}
