package org.feathers4j.memory;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;

/** A value as JavaScript's {@code String(value)} writes it: record keys and the names in {@code $select} are made this way. */
final class JsText {
    private JsText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> JsNumbers.text(number);
            case Float number -> JsNumbers.text(number);
            case Map<?, ?> members -> "[object Object]";
            case List<?> items ->
                items.stream().map(item -> item == null ? "" : of(item)).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }
}
