package org.feathers4j.memory;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;

/** Deep copies of JSON values, on the way into the store and out of it. Only objects and arrays are copied: everything else never changes. */
final class Copies {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Copies() {}

    /** What the store keeps. Dates stay dates, so that queries inside the application can compare them. */
    static @Nullable Object in(@Nullable Object value) {
        return copy(value, false);
    }

    static Map<String, @Nullable Object> in(Map<?, ?> members) {
        return members(members, false);
    }

    /** What callers get, theirs to change: plain JSON, dates as ISO text. */
    static @Nullable Object out(@Nullable Object value) {
        return copy(value, true);
    }

    static Map<String, @Nullable Object> out(Map<?, ?> members) {
        return members(members, true);
    }

    private static @Nullable Object copy(@Nullable Object value, boolean plain) {
        // most members are one of these: three comparisons instead of all the others
        if (value instanceof String || value instanceof Integer || value instanceof Boolean) return value;
        return switch (value) {
            case Map<?, ?> members -> members(members, plain);
            case List<?> items -> items(items, plain);
            case JsonValue stand -> copy(stand.toJsonValue(), plain);
            case Instant instant -> plain ? MILLISECONDS.format(instant) : instant;
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> members, boolean plain) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        for (Map.Entry<?, ?> member : members.entrySet())
            copy.put(String.valueOf(member.getKey()), copy(member.getValue(), plain));
        return copy;
    }

    private static List<@Nullable Object> items(List<?> items, boolean plain) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(copy(item, plain));
        return copy;
    }
}
