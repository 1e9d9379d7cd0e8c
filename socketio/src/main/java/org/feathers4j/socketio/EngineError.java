package org.feathers4j.socketio;

import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** Errors of requests that are refused before they reach a session (engine.io, lib/server.ts, errors). */
public enum EngineError {
    /** The parameter {@code transport} is missing or names a transport that is not served. */
    UNKNOWN_TRANSPORT(0, "Transport unknown"),
    /** The parameter {@code sid} is not that of an open session. */
    UNKNOWN_SID(1, "Session ID unknown"),
    /** A handshake of another method than GET. */
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
    /** Any other breach of the protocol. */
    BAD_REQUEST(3, "Bad request"),
    /** The application refuses the client. */
    FORBIDDEN(4, "Forbidden"),
    /** The parameter {@code EIO} is not 4. */
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    EngineError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    /** The code in the answer. */
    public int code() {
        return code;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return this == FORBIDDEN ? 403 : 400;
    }

    /** The body of the answer. */
    public byte[] json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("message", message);
        return Json.bytes(json);
    }
}
