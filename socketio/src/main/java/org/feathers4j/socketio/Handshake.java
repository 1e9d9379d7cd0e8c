package org.feathers4j.socketio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The handshake that opens a session.
 *
 * @param sid the session ID, a parameter of all further requests
 * @param upgrades the transports that the client may upgrade to
 * @param pingInterval how long after the last pong the next ping is sent
 * @param pingTimeout how long the client may take to answer a ping
 * @param maxPayload the most bytes that a client may send at once
 */
public record Handshake(
        String sid, List<Transport> upgrades, Duration pingInterval, Duration pingTimeout, int maxPayload) {
    /** Copies the list. */
    public Handshake {
        upgrades = List.copyOf(upgrades);
    }

    /** Its JSON form. */
    Map<String, @Nullable Object> toJson() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("sid", sid);
        json.put("upgrades", upgrades.stream().map(Transport::word).toList());
        json.put("pingInterval", pingInterval.toMillis());
        json.put("pingTimeout", pingTimeout.toMillis());
        json.put("maxPayload", maxPayload);
        return json;
    }
}
