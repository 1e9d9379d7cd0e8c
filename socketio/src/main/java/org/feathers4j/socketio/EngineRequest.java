package org.feathers4j.socketio;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an HTTP request that matter to Engine.IO.
 *
 * @param method the HTTP method, in capitals
 * @param upgrade whether it asks for a WebSocket
 * @param transport parameter of the query; null when missing
 * @param protocol parameter {@code EIO} of the query; null when missing
 * @param sid parameter of the query; null when missing: a new session
 */
public record EngineRequest(
        String method,
        boolean upgrade,
        @Nullable String transport,
        @Nullable String protocol,
        @Nullable String sid) {
    private static final String PROTOCOL = "4";

    /** Treats an empty {@code sid} as missing. */
    public EngineRequest {
        if (sid != null && sid.isEmpty()) sid = null;
    }

    /** The error of the parameters, without a look at the session. Checks in the order of engine.io's verify(). */
    public Optional<EngineError> error(EngineOptions options) {
        Transport wanted = wanted();
        if (wanted == null || !options.transports().contains(wanted)) return Optional.of(EngineError.UNKNOWN_TRANSPORT);
        if (sid == null && !method.equals("GET")) return Optional.of(EngineError.BAD_HANDSHAKE_METHOD);
        if (!PROTOCOL.equals(protocol))
            return Optional.of(sid == null ? EngineError.UNSUPPORTED_PROTOCOL_VERSION : EngineError.BAD_REQUEST);
        if (upgrade != (wanted == Transport.WEBSOCKET)) return Optional.of(EngineError.BAD_REQUEST);
        if (!method.equals("GET") && !method.equals("POST")) return Optional.of(EngineError.BAD_REQUEST);
        return Optional.empty();
    }

    private @Nullable Transport wanted() {
        for (Transport known : Transport.values()) if (known.word().equals(transport)) return known;
        return null;
    }
}
