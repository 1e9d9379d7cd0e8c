package org.feathers4j;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Values as JavaScript's {@code String(value)} writes them: adapters make the keys of records and the names in {@code $select} this way. */
public final class JsText {
    private JsText() {}

    /** The text of a plain JSON value: {@code 1} for 1 and 1.0, {@code 1,2} for a list, {@code [object Object]} for an object, {@code null} for null. */
    public static String of(@Nullable Object value) {
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
