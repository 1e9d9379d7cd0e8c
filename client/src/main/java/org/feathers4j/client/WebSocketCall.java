package org.feathers4j.client;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A WebSocket to be opened, for a {@link ClientNetwork}.
 *
 * @param uri with the scheme {@code ws} or {@code wss}
 * @param headers of the handshake
 * @param timeout of the handshake
 * @param maxBytes the longest message that is received, in bytes of UTF-8
 */
public record WebSocketCall(URI uri, Map<String, String> headers, Duration timeout, int maxBytes) {
    /** Copies the map. */
    public WebSocketCall {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
