package org.feathers4j.interop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Reads JSON values with the types that a test knows they have. */
final class Values {

    private Values() {}

    /** The members of a JSON object. */
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new AssertionError("not a JSON object: " + value);
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((name, member) -> members.put(String.valueOf(name), member));
        return members;
    }

    /** The objects in a JSON array. */
    static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new AssertionError("not a JSON array: " + value);
        }
        return list.stream().map(Values::object).toList();
    }
}
