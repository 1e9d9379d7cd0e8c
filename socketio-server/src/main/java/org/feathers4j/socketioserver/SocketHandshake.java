package org.feathers4j.socketioserver;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP request that opened a Socket.IO session. One session may enter several namespaces, all with the same handshake.
 *
 * @param headers names in lower case; a text, or a list of texts where a header came more than once and may not be joined
 * @param query parameters of the URL, of those with the same name the last
 * @param url path and query
 * @param address of the client, without port; with trusted proxies what they say it is; null when it is not known
 * @param secure whether it came through TLS
 * @param time when it came
 */
public record SocketHandshake(
        Map<String, @Nullable Object> headers,
        Map<String, String> query,
        String url,
        @Nullable String address,
        boolean secure,
        Instant time) {
    /** Copies nothing: both maps must not change any more. */
    public SocketHandshake {}
}
