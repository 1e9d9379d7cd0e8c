package org.feathers4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One client's real-time connection: what applications and hooks attach to it becomes part of the params of every call it makes. Compared by
 * identity; safe for all threads.
 */
public final class Connection implements JsonValue {
    private final Map<String, Object> properties = new ConcurrentHashMap<>();
    private final @Nullable String ip;

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
        this.ip = ip;
        properties.put("provider", provider);
        properties.put("headers", headers);
    }

    /** The IP address of the client; null when the transport does not know it. */
    public @Nullable String ip() {
        return ip;
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

    /** Takes a property away. */
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
