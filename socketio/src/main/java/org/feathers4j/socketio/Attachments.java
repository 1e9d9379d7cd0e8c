package org.feathers4j.socketio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.JsonLimits;
import org.feathers4j.json.JsonView;
import org.jspecify.annotations.Nullable;

/** Replaces byte arrays inside values by placeholders (socket.io-parser, lib/binary.ts). For one packet. */
final class Attachments {
    private final List<Octets> taken = new ArrayList<>();

    /** Whether a value contains a byte array. */
    static boolean areIn(@Nullable Object value) {
        return areIn(value, 0);
    }

    private static boolean areIn(@Nullable Object value, int depth) {
        return switch (value) {
            case byte[] bytes -> true;
            // as it came, in JSON
            case JsonView view when view.isRaw() -> false;
            case List<?> items -> anyIn(items, depth + 1);
            case Map<?, ?> members -> anyIn(members.values(), depth + 1);
            case null, default -> false;
        };
    }

    private static boolean anyIn(Iterable<?> values, int depth) {
        if (depth > JsonLimits.DEEPEST)
            throw new IllegalArgumentException("Cannot send a value that is cyclic, or nested deeper than %d levels"
                    .formatted(JsonLimits.DEEPEST));
        for (Object value : values) if (areIn(value, depth)) return true;
        return false;
    }

    /** The same value with placeholders. */
    @Nullable
    Object takenFrom(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> placeholder(bytes);
            case List<?> items
            when areIn(items) -> {
                var copy = new ArrayList<@Nullable Object>();
                for (Object item : items) copy.add(takenFrom(item));
                yield copy;
            }
            case Map<?, ?> members
            when areIn(members) -> {
                var copy = new LinkedHashMap<Object, @Nullable Object>();
                members.forEach((name, member) -> copy.put(name, takenFrom(member)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private Map<String, Object> placeholder(byte[] bytes) {
        var placeholder = new LinkedHashMap<String, Object>();
        placeholder.put("_placeholder", true);
        placeholder.put("num", taken.size());
        taken.add(Octets.of(bytes));
        return placeholder;
    }

    /** The byte arrays, in the order of their numbers. */
    List<Octets> taken() {
        return taken;
    }
}
