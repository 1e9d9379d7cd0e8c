package org.feathers4j.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.SocketHandshake;
import org.feathers4j.socketioserver.SocketState;
import org.jspecify.annotations.Nullable;

/**
 * A session as a replica announces it: without the events that its client was sent.
 *
 * @param channels the names of those that its connection is in
 * @param properties those of the connection, but headers and provider
 */
record HandedSession(
        SocketState state,
        List<String> channels,
        Map<String, @Nullable Object> properties,
        SocketHandshake handshake,
        Map<String, @Nullable Object> auth) {
    private static final int MAX_NAME = 200;

    /** Empty when the connection has a property that another process cannot have: publishers there would decide otherwise. */
    static Optional<Map<String, @Nullable Object>> toJson(
            SocketState state, Connection connection, SocketHandshake handshake, List<String> channels) {
        Map<String, @Nullable Object> properties = connection.toJsonValue();
        properties.remove("headers");
        properties.remove("provider");
        if (!isPlain(properties)) return Optional.empty();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("pid", state.pid());
        json.put("id", state.id());
        json.put("channels", channels.stream().sorted().toList());
        json.put("properties", properties);
        json.put("headers", handshake.headers());
        json.put("query", handshake.query());
        json.put("url", handshake.url());
        json.put("address", handshake.address());
        json.put("secure", handshake.secure());
        json.put("auth", connection.auth());
        return Optional.of(json);
    }

    private static boolean isPlain(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String text -> true;
            case Boolean flag -> true;
            case Number number -> true;
            case List<?> list -> list.stream().allMatch(HandedSession::isPlain);
            case Map<?, ?> map ->
                map.keySet().stream().allMatch(String.class::isInstance)
                        && map.values().stream().allMatch(HandedSession::isPlain);
            default -> false;
        };
    }

    /** @throws FeathersException BadRequest when a replica has sent something else */
    static HandedSession ofJson(@Nullable Object json) {
        Map<String, @Nullable Object> from = object(json);
        var channels = new ArrayList<String>();
        for (Object name : list(from.get("channels"))) channels.add(String.valueOf(name));
        var query = new LinkedHashMap<String, String>();
        object(from.get("query")).forEach((name, value) -> query.put(name, String.valueOf(value)));
        return new HandedSession(
                new SocketState(name(from, "pid"), name(from, "id"), true, List.of()),
                channels,
                object(from.get("properties")),
                new SocketHandshake(
                        object(from.get("headers")),
                        query,
                        from.get("url") instanceof String url ? url : "/",
                        from.get("address") instanceof String address ? address : null,
                        Boolean.TRUE.equals(from.get("secure")),
                        Instant.now()),
                object(from.get("auth")));
    }

    static String name(Map<String, @Nullable Object> from, String member) {
        if (from.get(member) instanceof String name && !name.isEmpty() && name.length() <= MAX_NAME) return name;
        throw FeathersException.badRequest("A session needs '%s', a text of at most %d characters", member, MAX_NAME);
    }

    /** An object that a replica has sent; empty when it is missing. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object json) {
        if (json == null) return Map.of();
        if (json instanceof Map<?, ?> map) return (Map<String, @Nullable Object>) map;
        throw FeathersException.badRequest("A message about sessions has something else where an object belongs");
    }

    /** A list that a replica has sent; empty when it is missing. */
    static List<?> list(@Nullable Object json) {
        if (json == null) return List.of();
        if (json instanceof List<?> list) return list;
        throw FeathersException.badRequest("A message about sessions has something else where a list belongs");
    }

    Connection connection() {
        var connection = new Connection("socketio", handshake.headers(), handshake.address(), auth, handshake.query());
        properties.forEach((name, value) -> {
            if (value != null && !name.equals("headers") && !name.equals("provider")) connection.set(name, value);
        });
        return connection;
    }
}
