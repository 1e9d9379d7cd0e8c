package org.feathers4j.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.JsonForm;
import org.jspecify.annotations.Nullable;

/** Deep copies of JSON values, on the way into the store and out of it. Only objects and arrays are copied: everything else never changes. */
final class Copies {
    private Copies() {}

    /** A value as plain JSON, the caller's to change: what the store keeps, and what callers get. */
    static @Nullable Object of(@Nullable Object value) {
        // most members are one of these: three comparisons instead of all the others
        if (value instanceof String || value instanceof Integer || value instanceof Boolean) return value;
        return switch (value) {
            case Map<?, ?> members -> of(members);
            case List<?> items -> items(items);
            case Number number -> number;
            case null -> null;
            default -> formed(value);
        };
    }

    static Map<String, @Nullable Object> of(Map<?, ?> members) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        for (Map.Entry<?, ?> member : members.entrySet())
            copy.put(String.valueOf(member.getKey()), of(member.getValue()));
        return copy;
    }

    private static @Nullable Object formed(Object value) {
        Object form = JsonForm.plain(value);
        return form instanceof Map<?, ?> || form instanceof List<?> ? of(form) : form;
    }

    private static List<@Nullable Object> items(List<?> items) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(of(item));
        return copy;
    }
}
