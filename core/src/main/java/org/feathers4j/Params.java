package org.feathers4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a service call: the query, the caller, and fields that hooks and callers add. Immutable: {@code with} returns a
 * changed copy, so params can be passed on to another service without surprises. The values are not copied; the caller must not change a map that it has handed in
 * afterwards.
 *
 * <p>Only {@link #query()} ever comes from a client as it is. {@link #provider()} is {@code rest} or {@code socketio} for calls from
 * outside and null for calls made inside the application.
 *
 * <pre>{@code
 * todos.find(Params.query(Map.of("done", false, "$limit", 10)));
 * }</pre>
 */
public final class Params {
    private static final Params EMPTY = new Params(Map.of(), null);

    private final Map<String, @Nullable Object> values;
    /** No field: fields come from clients and peers and go to peers, this does neither. */
    private final @Nullable String ip;

    private Params(Map<String, @Nullable Object> values, @Nullable String ip) {
        this.values = values;
        this.ip = ip;
    }

    /** No query, no provider, nothing. */
    public static Params empty() {
        return EMPTY;
    }

    /**
     * Params of an internal call with this query.
     *
     * @throws IllegalArgumentException when its {@code $sort} has several fields in a map without an order, as one of {@code Map.of}: see {@link Sort}
     */
    public static Params query(Map<String, ? extends @Nullable Object> query) {
        return EMPTY.with("query", query);
    }

    /**
     * Params with these fields: what hooks and services read beside the query. The map is copied. Conditions go into {@link #query(Map)}.
     *
     * @throws IllegalArgumentException when the name of a field begins with {@code $}: that is a part of a query, and without it a call would be about every record
     */
    public static Params of(Map<String, ? extends @Nullable Object> values) {
        values.forEach(Params::check);
        return values.isEmpty() ? EMPTY : new Params(Collections.unmodifiableMap(new LinkedHashMap<>(values)), null);
    }

    private static void check(String name, @Nullable Object value) {
        if (name.equals("query")) Sort.check(value);
        if (name.startsWith("$"))
            throw new IllegalArgumentException(
                    "'%s' is a part of a query and no field of params: say Params.query(Map.of(...)) or params.withQuery(...)"
                            .formatted(name));
    }

    /** Params with these fields, without a copy: the caller must not touch the map again. */
    public static Params owning(Map<String, @Nullable Object> values) {
        return new Params(values, null);
    }

    /** The query, unmodifiable; empty when none was given. */
    public Map<String, @Nullable Object> query() {
        return object("query");
    }

    /** {@code rest}, {@code socketio}, or null for a call made inside the application. */
    public @Nullable String provider() {
        return values.get("provider") instanceof String text ? text : null;
    }

    /** Whether the call came from a client. */
    public boolean isExternal() {
        return provider() != null;
    }

    /** Whether the call came from another application of the mesh. */
    public boolean isFromRemote() {
        return Boolean.TRUE.equals(values.get("fromRemote"));
    }

    /** The real-time connection that the call came over; null for calls over REST, from a peer, and of the application itself. */
    public @Nullable Connection connection() {
        return get("connection") instanceof Connection connection ? connection : null;
    }

    /** Request headers with lower-case names, unmodifiable; for sockets those of the handshake. */
    public Map<String, @Nullable Object> headers() {
        return object("headers");
    }

    /** Values of the placeholders in the service's path, always text; unmodifiable. */
    public Map<String, @Nullable Object> route() {
        return object("route");
    }

    /**
     * The IP address of the client, as the server sees it that the client talks to; null for calls made inside the application or by another application, and where a
     * transport does not know it. It is not one of the fields: neither a client nor another application can say what it is, and it does not travel.
     */
    public @Nullable String ip() {
        return ip;
    }

    /** A copy with another address of the client; null for none. For transports. */
    public Params withIp(@Nullable String address) {
        return Objects.equals(ip, address) ? this : new Params(values, address);
    }

    /** Any field by its name; null when absent. */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** Whether a field is there, even if it is null. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * A copy with one more or changed field.
     *
     * @throws IllegalArgumentException when the name begins with {@code $}: that is a part of a query; or as in {@link #query(Map)}
     */
    public Params with(String name, @Nullable Object value) {
        check(name, value);
        if (values.isEmpty()) return new Params(Collections.singletonMap(name, value), ip);
        var copy = new LinkedHashMap<>(values);
        copy.put(name, value);
        return new Params(copy, ip);
    }

    /** A copy with another query. */
    public Params withQuery(Map<String, ? extends @Nullable Object> query) {
        return with("query", query);
    }

    /** A copy without a field. */
    public Params without(String name) {
        if (!values.containsKey(name)) return this;
        var copy = new LinkedHashMap<>(values);
        copy.remove(name);
        return new Params(copy, ip);
    }

    /** All fields, unmodifiable. */
    public Map<String, @Nullable Object> toMap() {
        return Collections.unmodifiableMap(values);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private Map<String, @Nullable Object> object(String name) {
        return values.get(name) instanceof Map<?, ?> map
                ? Collections.unmodifiableMap((Map<String, @Nullable Object>) map)
                : Map.of();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Params params && params.values.equals(values) && Objects.equals(params.ip, ip);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names of the fields only: params carry tokens and personal data, and end up in logs. */
    @Override
    public String toString() {
        return "Params" + values.keySet();
    }
}
