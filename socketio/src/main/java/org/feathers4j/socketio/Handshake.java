package org.feathers4j.socketio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the server tells a new client.
 *
 * @param sid the session's name in all further requests
 * @param upgrades the transports that the client may change to
 * @param pingInterval how long after the last pong the next ping comes
 * @param pingTimeout how long a ping waits for its pong
 * @param maxPayload the most bytes that a client may send at once
 */
public record Handshake(
        String sid, List<Transport> upgrades, Duration pingInterval, Duration pingTimeout, int maxPayload) {
    /** Copies the list. */
    public Handshake {
        upgrades = List.copyOf(upgrades);
    }

    /** As it is sent. */
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
