package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;

/** Copies of JSON values, as if they had been written and read again. */
final class PlainValues {
    private static final int DEEPEST = 500;

    private PlainValues() {}

    /**
     * A deep copy.
     *
     * @throws FeathersException BadRequest when the value is nested too deeply, as one is that contains itself
     */
    static @Nullable Object copy(@Nullable Object value) {
        return copy(value, DEEPEST);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth == 0) throw FeathersException.badRequest("The value is nested more than %d levels deep", DEEPEST);
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, member) -> copy.put(String.valueOf(name), copy(member, depth - 1)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                for (Object item : list) copy.add(copy(item, depth - 1));
                yield copy;
            }
            case JsonValue json -> copy(json.toJsonValue(), depth - 1);
            default -> value;
        };
    }
}
