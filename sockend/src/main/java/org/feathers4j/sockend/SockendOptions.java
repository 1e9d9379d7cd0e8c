package org.feathers4j.sockend;

import java.time.Duration;
import java.util.function.Consumer;

/** Options of a {@link Sockend}; {@link Builder} documents each of them. Immutable. */
public final class SockendOptions {
    private final String key;
    private final Duration timeout;
    private final int maxRequests;
    private final Gate gate;
    private final RequestTransformer requestTransformer;

    private SockendOptions(Builder from) {
        key = from.key;
        timeout = from.timeout;
        maxRequests = from.maxRequests;
        gate = from.gate;
        requestTransformer = from.requestTransformer;
    }

    static SockendOptions of(Consumer<Builder> options) {
        var builder = new Builder();
        options.accept(builder);
        return builder.build();
    }

    String key() {
        return key;
    }

    Duration timeout() {
        return timeout;
    }

    int maxRequests() {
        return maxRequests;
    }

    Gate gate() {
        return gate;
    }

    RequestTransformer requestTransformer() {
        return requestTransformer;
    }

    /** Sets options, inside the lambda of {@link Sockend#open}. For one thread. */
    public static final class Builder {
        private String key = "";
        private Duration timeout = Duration.ofSeconds(20);
        private int maxRequests = 10_000;
        private Gate gate = Gate.OPEN;
        private RequestTransformer requestTransformer = RequestTransformer.NONE;

        private Builder() {}

        /** The cote key of the responders and publishers; those without a key unless set. */
        public Builder key(String value) {
            this.key = value;
            return this;
        }

        /** How long a request of a client without a {@code __timeout} waits for its answer; positive, 20 seconds unless set. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** The most requests of clients in flight, at least 1; 10,000 unless set. Further requests are answered with an error at once. */
        public Builder maxRequests(int value) {
            this.maxRequests = value;
            return this;
        }

        /** Decides which clients may enter, and adds them to rooms; every client may enter, without rooms, unless set. */
        public Builder gate(Gate value) {
            this.gate = value;
            return this;
        }

        /** Checks and changes requests before they are sent; requests are sent as they are unless set. */
        public Builder requestTransformer(RequestTransformer value) {
            this.requestTransformer = value;
            return this;
        }

        private SockendOptions build() {
            if (!timeout.isPositive())
                throw new IllegalArgumentException("timeout %s must be positive".formatted(timeout));
            if (maxRequests < 1)
                throw new IllegalArgumentException("maxRequests %d must be at least 1".formatted(maxRequests));
            return new SockendOptions(this);
        }
    }
}
