package org.feathers4j.sockend;

import java.time.Duration;
import java.util.function.Consumer;

/** How a {@link Sockend} works. Immutable; {@link Builder} says what each option is for. */
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

    /** Options being set, given to the function passed to {@link Sockend#open}. For one thread. */
    public static final class Builder {
        private String key = "";
        private Duration timeout = Duration.ofSeconds(20);
        private int maxRequests = 10_000;
        private Gate gate = Gate.OPEN;
        private RequestTransformer requestTransformer = RequestTransformer.NONE;

        private Builder() {}

        /** The key of the responders and publishers that are brought to clients; those without a key unless set. */
        public Builder key(String value) {
            this.key = value;
            return this;
        }

        /** How long requests of clients wait for an answer, those that say {@code __timeout} excepted; positive, 20 s unless set. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** How many requests of clients may be under way, at least 1; a further one is answered with an error at once. 10,000 unless set. */
        public Builder maxRequests(int value) {
            this.maxRequests = value;
            return this;
        }

        /** Who may come in, and into which rooms; everybody, and no rooms, unless set. */
        public Builder gate(Gate value) {
            this.gate = value;
            return this;
        }

        /** What becomes of requests before they are sent; they are sent as they are unless set. */
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
