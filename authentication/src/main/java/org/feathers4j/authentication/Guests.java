package org.feathers4j.authentication;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose handshake was authenticated without an entity: by an API key, as an anonymous visitor. They get no token; their credentials are checked again for every call, and
 * apply again after a logout. Owner of these credentials; safe for all threads.
 */
final class Guests {
    private static final String AUTHENTICATION = "authentication";

    private final Map<Connection, Map<String, @Nullable Object>> requests = new ConcurrentHashMap<>();

    void admitted(Connection connection, Map<String, @Nullable Object> request) {
        requests.put(connection, request);
        connection.set(AUTHENTICATION, request);
    }

    /** Logs the connection out, unless it has logged in with another token. */
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
