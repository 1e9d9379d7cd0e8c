package org.feathers4j.server;

import java.util.List;

/**
 * Whether pages of other sites may use long-polling (option {@code cors} of socket.io). WebSockets know no such thing.
 *
 * @param enabled whether the server speaks of it at all
 * @param origins the sites that may, for instance {@code https://example.com}; empty for all
 * @param credentials whether cookies and the like may come along
 */
public record SocketCors(boolean enabled, List<String> origins, boolean credentials) {
    /** Pages of the same site only, as in socket.io. */
    public static final SocketCors NONE = new SocketCors(false, List.of(), false);

    /** Copies the list. */
    public SocketCors {
        origins = List.copyOf(origins);
    }
}
