package org.feathers4j.server;

import java.util.List;

/**
 * Whether pages of other sites may use the services.
 *
 * @param enabled whether the server speaks of it at all; otherwise OPTIONS is a method like any other
 * @param origins the sites that may, for instance {@code https://example.com}; empty for all
 * @param credentials whether cookies and the like may come along; the origins must be named then
 */
public record CorsOptions(boolean enabled, List<String> origins, boolean credentials) {
    /** Everybody may, without credentials, as {@code cors()} does it in Express. */
    public static final CorsOptions DEFAULT = new CorsOptions(true, List.of(), false);

    public CorsOptions {
        origins = List.copyOf(origins);
        if (credentials && origins.isEmpty())
            throw new IllegalArgumentException(
                    "CORS with credentials needs origins: with all of them, every site could act in the name of its visitors");
    }
}
