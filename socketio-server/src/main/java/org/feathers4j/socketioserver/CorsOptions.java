package org.feathers4j.socketioserver;

import java.util.List;

/**
 * Whether pages of other sites may read answers.
 *
 * @param enabled whether the server speaks of it at all; otherwise OPTIONS is a method like any other
 * @param origins the sites that may, for instance {@code https://example.com}; empty for all
 * @param credentials whether cookies and the like may come along
 */
public record CorsOptions(boolean enabled, List<String> origins, boolean credentials) {
    /** Pages of all sites, without credentials, as {@code cors()} does it in Express. */
    public static final CorsOptions DEFAULT = new CorsOptions(true, List.of(), false);

    /** Pages of the same site only, as in socket.io. */
    public static final CorsOptions NONE = new CorsOptions(false, List.of(), false);

    /** Copies the list. */
    public CorsOptions {
        origins = List.copyOf(origins);
    }
}
