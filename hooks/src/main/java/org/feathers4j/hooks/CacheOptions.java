package org.feathers4j.hooks;

import java.time.Duration;
import java.util.function.Consumer;

/** The bounds of a {@link ResultCache}. Immutable; {@link Builder} says what each option is for. */
public final class CacheOptions {
    private final int maxEntries;
    private final Duration timeLimit;

    private CacheOptions(Builder from) {
        maxEntries = from.maxEntries;
        timeLimit = from.timeLimit;
    }

    static CacheOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return new CacheOptions(builder);
    }

    int maxEntries() {
        return maxEntries;
    }

    Duration timeLimit() {
        return timeLimit;
    }

    /** For use within the lambda only. */
    public static final class Builder {
        private int maxEntries = 1000;
        private Duration timeLimit = Duration.ofMinutes(1);

        private Builder() {}

        /**
         * How many results are kept for each service, a list or page being one; 1000 by default. The one that was not asked for longest makes room.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder maxEntries(int results) {
            if (results < 1) throw new IllegalArgumentException("maxEntries needs at least 1 result, not " + results);
            this.maxEntries = results;
            return this;
        }

        /**
         * How long a result is kept; a minute by default. So long may it be out of date after changes that cause no event here.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder timeLimit(Duration limit) {
            if (!limit.isPositive()) throw new IllegalArgumentException("timeLimit needs to be positive, not " + limit);
            this.timeLimit = limit;
            return this;
        }
    }
}
