package org.feathers4j.oauth;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Reads settings from JSON objects. */
final class Values {
    private Values() {}

    /** The object; empty for any other value. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** The text; null when it is empty or another value. */
    static @Nullable String text(@Nullable Object value) {
        return value instanceof String text && !text.isEmpty() ? text : null;
    }

    static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : value instanceof String text ? List.of(text) : List.of();
    }
}
