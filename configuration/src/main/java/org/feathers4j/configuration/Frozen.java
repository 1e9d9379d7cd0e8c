package org.feathers4j.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Copies of JSON values that nobody can change: many threads read the settings. */
final class Frozen {
    private Frozen() {}

    static Map<String, @Nullable Object> object(Map<?, ? extends @Nullable Object> members) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> copy.put(String.valueOf(name), value(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) return object(members);
        if (!(value instanceof List<?> items)) return value;
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(value(item));
        return Collections.unmodifiableList(copy);
    }
}
