package org.feathers4j.files;

import java.util.List;
import java.util.function.Consumer;

/** Options of {@link RawBodies}; immutable, set with its {@link Builder}. */
public final class RawBodyOptions {
    private final long maxBytes;
    private final List<String> types;

    private RawBodyOptions(Builder from) {
        maxBytes = from.maxBytes;
        types = from.types;
    }

    static RawBodyOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        if (builder.maxBytes < 1)
            throw new IllegalArgumentException("maxBytes %d must be at least 1".formatted(builder.maxBytes));
        return new RawBodyOptions(builder);
    }

    long maxBytes() {
        return maxBytes;
    }

    List<String> types() {
        return types;
    }

    /** Options being set, given to the function passed to {@link RawBodies#create(Consumer)}. For one thread. */
    public static final class Builder {
        private long maxBytes = 100L << 20;
        private List<String> types = List.of("application/octet-stream");

        private Builder() {}

        /** The longest body, in bytes; 100 MiB unless set. More is answered 413. */
        public Builder maxBytes(long value) {
            maxBytes = value;
            return this;
        }

        /**
         * The types of the bodies: {@code image/png}, {@code image/*}; {@code application/octet-stream} unless set. JSON and URL-encoded fields remain data as everywhere, forms with files are for {@link Uploads}.
         *
         * @throws IllegalArgumentException when one is no media type
         */
        public Builder types(String... values) {
            types = MediaRange.checked(values);
            return this;
        }
    }
}
