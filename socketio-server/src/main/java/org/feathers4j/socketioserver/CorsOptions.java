package org.feathers4j.socketioserver;

import java.util.List;
import java.util.function.Consumer;

/** Whether pages of other sites may read answers; {@link Builder} has all that can be set. Immutable. */
public final class CorsOptions {
    /** Pages of all sites, without credentials, as {@code cors()} does it in Express. */
    public static final CorsOptions DEFAULT = create(cors -> {});

    /** Pages of the same site only, as in socket.io. */
    public static final CorsOptions NONE = create(cors -> cors.enabled(false));

    private final boolean enabled;
    private final List<String> origins;
    private final boolean credentials;

    private CorsOptions(Builder from) {
        enabled = from.enabled;
        origins = from.origins;
        credentials = from.credentials;
    }

    /** The defaults with changes. */
    public static CorsOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return new CorsOptions(builder);
    }

    /** Whether the server sends CORS headers at all; otherwise OPTIONS is a method like any other. */
    public boolean enabled() {
        return enabled;
    }

    /** The sites whose pages may read answers; empty for all. */
    public List<String> origins() {
        return origins;
    }

    /** Whether browsers may send cookies and other credentials. */
    public boolean credentials() {
        return credentials;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create}. */
    public static final class Builder {
        private boolean enabled = true;
        private List<String> origins = List.of();
        private boolean credentials;

        private Builder() {}

        /** Whether the server sends CORS headers at all; true unless set. Otherwise OPTIONS is a method like any other. */
        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        /** The sites whose pages may read answers, for instance {@code https://example.com}; empty, for all of them, unless set. */
        public Builder origins(List<String> value) {
            origins = List.copyOf(value);
            return this;
        }

        /** Whether browsers may send cookies and other credentials; false unless set. */
        public Builder credentials(boolean value) {
            credentials = value;
            return this;
        }
    }
}
