package org.feathers4j.socketio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** What the original parsers wrote and read (see the folder {@code recorder}); {@code {"$bytes": base64}} stands for bytes. */
final class Recorded {
    private Recorded() {}

    /** The records of a list, for instance {@code engine}, {@code encoded}. */
    static Stream<Map<String, @Nullable Object>> records(String layer, String list) {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream("/vectors/socketio.json"))) {
            Object all = Json.parse(in.readAllBytes());
            return list(object(object(all).get(layer)).get(list)).stream().map(Recorded::object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // JSON
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // JSON
    static List<@Nullable Object> list(@Nullable Object value) {
        return (List<@Nullable Object>) Objects.requireNonNull(value);
    }

    /** With byte arrays where they belong. */
    static @Nullable Object withBytes(@Nullable Object value) {
        if (value instanceof List<?> items) {
            var copy = new ArrayList<@Nullable Object>();
            for (Object item : items) copy.add(withBytes(item));
            return copy;
        }
        if (!(value instanceof Map<?, ?> members)) return value;
        if (members.get("$bytes") instanceof String base64)
            return Base64.getDecoder().decode(base64);
        var copy = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, member) -> copy.put((String) name, withBytes(member)));
        return copy;
    }

    /** The other way round, so that values can be compared. */
    static @Nullable Object withoutBytes(@Nullable Object value) {
        if (value instanceof byte[] bytes)
            return Map.of("$bytes", Base64.getEncoder().encodeToString(bytes));
        if (value instanceof Octets octets) return withoutBytes(octets.bytes());
        if (value instanceof List<?> items) {
            var copy = new ArrayList<@Nullable Object>();
            for (Object item : items) copy.add(withoutBytes(item));
            return copy;
        }
        if (!(value instanceof Map<?, ?> members)) return value;
        var copy = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, member) -> copy.put((String) name, withoutBytes(member)));
        return copy;
    }
}
