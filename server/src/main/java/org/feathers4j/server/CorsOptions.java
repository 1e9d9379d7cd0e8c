package org.feathers4j.server;

import java.util.List;

/**
 * Whether pages of other sites may use the services.
 *
 * @param enabled whether the server speaks of it at all; otherwise OPTIONS is a method like any other
 * @param origins the sites that may, for instance {@code https://example.com}; empty for all
 */
public record CorsOptions(boolean enabled, List<String> origins) {
    /** Everybody may, without credentials, as {@code cors()} does it in Express. */
    public static final CorsOptions DEFAULT = new CorsOptions(true, List.of());

    public CorsOptions {
        origins = List.copyOf(origins);
    }
}
