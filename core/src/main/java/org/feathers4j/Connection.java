package org.feathers4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One client's real-time connection: properties that applications and hooks attach to it become part of the params of every call it makes. Compared by
 * identity; safe for all threads.
 */
public final class Connection implements JsonValue {
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final @Nullable String ip;
    private final Map<String, @Nullable Object> auth;
    private final Map<String, String> query;

    /**
     * A connection with these two properties.
     *
     * @param provider the transport, for instance {@code socketio}
     * @param headers request headers of the handshake, names in lower case
     */
    public Connection(String provider, Map<String, ? extends @Nullable Object> headers) {
        this(provider, headers, null);
    }

    /**
     * The same for a client whose address is known.
     *
     * @param ip its IP address, {@link Params#ip} of its calls; null when it is not known
     */
    public Connection(String provider, Map<String, ? extends @Nullable Object> headers, @Nullable String ip) {
        this(provider, headers, ip, Map.of(), Map.of());
    }

    /**
     * The same for a client that sent credentials or parameters in its handshake.
     *
     * @param auth the {@code auth} of its handshake, plain JSON values that do not change any more
     * @param query parameters of the URL, which do not change any more
     */
    public Connection(
            String provider,
            Map<String, ? extends @Nullable Object> headers,
            @Nullable String ip,
            Map<String, @Nullable Object> auth,
            Map<String, String> query) {
        this.ip = ip;
        this.auth = Collections.unmodifiableMap(auth);
        this.query = Collections.unmodifiableMap(query);
        properties.put("provider", provider);
        properties.put("headers", headers);
    }

    /** The IP address of the client; null when the transport does not know it. */
    public @Nullable String ip() {
        return ip;
    }

    /**
     * The {@code auth} that the client sent in its handshake ({@code io(url, {auth: {token}})}): browsers cannot send headers with a WebSocket. Not to be trusted before it is checked.
     * Empty when it sent none. Not a property: it never reaches the params of calls, logs or peers.
     */
    public Map<String, @Nullable Object> auth() {
        return auth;
    }

    /** The parameters of the URL of the handshake ({@code io(url, {query: {tenant}})}), those of the transport itself included; of those with the same name the last. No property either. */
    public Map<String, String> query() {
        return query;
    }

    /** A property; null when absent. */
    public @Nullable Object get(String name) {
        return properties.get(name);
    }

    /** Sets a property, replacing an earlier value. */
    public Connection set(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** Removes a property. */
    public Connection remove(String name) {
        properties.remove(name);
        return this;
    }

    /** All properties as they are now. */
    @Override
    public Map<String, @Nullable Object> toJsonValue() {
        return new LinkedHashMap<>(properties);
    }
}
