package org.feathers4j.distributed;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * When a connected peer that does not answer is excluded from load balancing. With the defaults a process that hangs
 * gets no more calls about five seconds after the first call that it does not answer, whatever the timeout of calls is.
 * Immutable.
 */
public final class Detection {
    static final Detection DEFAULT = of(options -> {});

    private final Duration probeAfter;
    private final Duration probeTimeout;
    private final int misses;

    private Detection(Builder from) {
        probeAfter = from.probeAfter;
        probeTimeout = from.probeTimeout;
        misses = from.misses;
    }

    static Detection of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    Duration probeAfter() {
        return probeAfter;
    }

    Duration probeTimeout() {
        return probeTimeout;
    }

    int misses() {
        return misses;
    }

    /** Options being set, given to the function passed to {@link DistributionOptions.Builder#detection}. For one thread. */
    public static final class Builder {
        private Duration probeAfter = Duration.ofSeconds(2);
        private Duration probeTimeout = Duration.ofSeconds(1);
        private int misses = 3;

        private Builder() {}

        /** How long a call waits before its peer gets a healthcheck; positive, 2 s unless set. */
        public Builder probeAfter(Duration value) {
            this.probeAfter = value;
            return this;
        }

        /** How long the answer to a healthcheck may take; positive, 1 s unless set. */
        public Builder probeTimeout(Duration value) {
            this.probeTimeout = value;
            return this;
        }

        /** How many calls and healthchecks in a row a peer may leave unanswered, at least 1; 3 unless set. */
        public Builder misses(int value) {
            this.misses = value;
            return this;
        }

        private Detection build() {
            if (!probeAfter.isPositive() || !probeTimeout.isPositive())
                throw new IllegalArgumentException(
                        "probeAfter %s and probeTimeout %s must be positive".formatted(probeAfter, probeTimeout));
            if (misses < 1) throw new IllegalArgumentException("misses %d must be at least 1".formatted(misses));
            return new Detection(this);
        }
    }
}
