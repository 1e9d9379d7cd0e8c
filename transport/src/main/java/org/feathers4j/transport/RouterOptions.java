package org.feathers4j.transport;

import java.util.function.Consumer;

/** How paths are compared; {@link Builder} has all that can be set. Immutable. */
public final class RouterOptions {
    /** Case-sensitive, decoding. */
    public static final RouterOptions DEFAULT = create(options -> {});

    private final boolean caseSensitive;
    private final boolean decoding;

    private RouterOptions(boolean caseSensitive, boolean decoding) {
        this.caseSensitive = caseSensitive;
        this.decoding = decoding;
    }

    /** The defaults with changes. */
    public static RouterOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    /** The same for paths that come as they are. */
    RouterOptions withoutDecoding() {
        return new RouterOptions(caseSensitive, false);
    }

    /** Whether {@code Users} and {@code users} are different paths. */
    public boolean caseSensitive() {
        return caseSensitive;
    }

    /** Whether each segment is percent-decoded once after splitting. */
    public boolean decoding() {
        return decoding;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create}. */
    public static final class Builder {
        private boolean caseSensitive = true;
        private boolean decoding = true;

        Builder() {}

        /** Whether {@code Users} and {@code users} are different paths; true unless set. Ids are kept as they were sent in either case. */
        public Builder caseSensitive(boolean value) {
            caseSensitive = value;
            return this;
        }

        /**
         * Whether each segment is percent-decoded once after splitting; true unless set. Feathers for Node never decodes, so an id {@code a b} arrives there as {@code
         * a%20b}: switch it off to have exactly that.
         */
        public Builder decoding(boolean value) {
            decoding = value;
            return this;
        }

        RouterOptions build() {
            return new RouterOptions(caseSensitive, decoding);
        }
    }
}
