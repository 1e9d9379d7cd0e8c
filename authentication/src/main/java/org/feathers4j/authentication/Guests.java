package org.feathers4j.authentication;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose handshake has proved something, but not who it is: an API key, an anonymous visitor. They get no token; what they said is checked again for every
 * call, and counts again after a log-out. Owner of what they said; safe for all threads.
 */
final class Guests {
    private static final String AUTHENTICATION = "authentication";

    private final Map<Connection, Map<String, @Nullable Object>> requests = new ConcurrentHashMap<>();

    void admitted(Connection connection, Map<String, @Nullable Object> request) {
        requests.put(connection, request);
        connection.set(AUTHENTICATION, request);
    }

    /** Nobody is logged in there any more, unless it is somebody with another token. */
    void loggedOut(Connection connection) {
        if (Configuration.object(connection.get(AUTHENTICATION)).get("accessToken") != null) return;
        Map<String, @Nullable Object> request = requests.get(connection);
        if (request == null) connection.remove(AUTHENTICATION);
        else connection.set(AUTHENTICATION, request);
    }

    void disconnected(Connection connection) {
        if (requests.remove(connection) != null) connection.remove(AUTHENTICATION);
    }
}
