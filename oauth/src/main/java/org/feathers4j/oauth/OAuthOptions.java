package org.feathers4j.oauth;

import java.time.Duration;
import java.util.function.Consumer;

/** Limits for the answers of providers. Immutable; {@link Builder} says what each option is for. */
public final class OAuthOptions {
    private final Duration timeout;
    private final int maxAnswerBytes;

    private OAuthOptions(Builder from) {
        timeout = from.timeout;
        maxAnswerBytes = from.maxAnswerBytes;
    }

    static OAuthOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    Duration timeout() {
        return timeout;
    }

    int maxAnswerBytes() {
        return maxAnswerBytes;
    }

    /** Options being set, given to the function passed to {@link OAuth#create(Consumer)}. For one thread. */
    public static final class Builder {
        private Duration timeout = Duration.ofSeconds(10);
        private int maxAnswerBytes = 1 << 20;

        private Builder() {}

        /** How long a provider may take for the complete answer to one request; positive, 10 s unless set. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /**
         * The largest answer of a provider, in bytes, at least 1; 1 MiB unless set: tokens and profiles have a few
         * kilobytes.
         */
        public Builder maxAnswerBytes(int value) {
            this.maxAnswerBytes = value;
            return this;
        }

        private OAuthOptions build() {
            if (!timeout.isPositive())
                throw new IllegalArgumentException("timeout %s must be positive".formatted(timeout));
            if (maxAnswerBytes < 1)
                throw new IllegalArgumentException("maxAnswerBytes %d must be at least 1".formatted(maxAnswerBytes));
            return new OAuthOptions(this);
        }
    }
}
