package org.feathers4j;

import java.lang.reflect.Array;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The plain JSON values that values of Java stand for in queries and data, so that a condition and a record mean the same wherever they come from: from Java code, a
 * client or another application. Each service gets queries and data in this form.
 */
public final class JsonForm {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final int DEEPEST = 1000;
    private static final int SMALL = 8 * 1024;
    private static final int MEMBER = 16;

    private JsonForm() {}

    /**
     * The plain JSON form: times, dates, UUIDs, enums and the like as text, sets and arrays as lists, records as objects, all of it however deep inside. What is plain
     * already is handed back as it is, not copied; so is a {@link LazyJsonValue}, and what has no form here, for instance a stream or an array of bytes.
     *
     * @throws FeathersException BadRequest when the value is nested more than 1000 levels deep, as one is that contains itself
     */
    public static @Nullable Object plain(@Nullable Object value) {
        return isPlain(value, 0) ? value : formed(value, 0);
    }

    /**
     * Whether a value is small, so that it can be written as JSON within microseconds: plain, with no more than some hundred members and some thousand characters. Looks at no more than that.
     */
    public static boolean isSmall(@Nullable Object value) {
        return roomAfter(value, SMALL) >= 0;
    }

    /** What is left of the room after a value: a character takes one, everything else sixteen; negative when there is no room for it. */
    private static int roomAfter(@Nullable Object value, int room) {
        int left = room - MEMBER;
        if (left < 0) return left;
        return switch (value) {
            case String text -> left - text.length();
            case Map<?, ?> members -> {
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    left = roomAfter(
                            member.getValue(),
                            left - String.valueOf(member.getKey()).length());
                    if (left < 0) break;
                }
                yield left;
            }
            case List<?> items -> {
                for (Object item : items) {
                    left = roomAfter(item, left);
                    if (left < 0) break;
                }
                yield left;
            }
            case Integer number -> left;
            case Long number -> left;
            case Double number -> left;
            case Boolean truth -> left;
            case null -> left;
            default -> -1; // its form is not known before it is made, and a number may have any number of digits
        };
    }

    /** The JSON text of an object; null when its JSON form is not a text. */
    public static @Nullable String text(Object value) {
        return switch (value) {
            case Instant instant -> MILLISECONDS.format(instant);
            case Enum<?> constant -> constant.name();
            case Date date -> MILLISECONDS.format(Instant.ofEpochMilli(milliseconds(date)));
            default -> isText(value) ? value.toString() : null;
        };
    }

    /** Objects whose {@code toString} is their text and can be read back. */
    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Character
                || value instanceof UUID
                || value instanceof URI
                || value instanceof Path
                || value instanceof ZoneId
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount;
    }

    @SuppressWarnings("JavaUtilDate") // users still have dates; java.sql.Date has no toInstant
    private static long milliseconds(Date date) {
        return date.getTime();
    }

    private static boolean isPlain(@Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean)
            return true;
        if (depth > DEEPEST) throw FeathersException.badRequest("Nested more than %d levels deep", DEEPEST);
        if (value instanceof RawValue raw && raw.isRaw()) return true;
        if (value instanceof Map<?, ?> members) return isPlain(members, depth + 1);
        if (!(value instanceof List<?> items)) return value instanceof LazyJsonValue;
        for (Object item : items) if (!isPlain(item, depth + 1)) return false;
        return true;
    }

    private static boolean isPlain(Map<?, ?> members, int depth) {
        for (Map.Entry<?, ?> member : members.entrySet())
            if (!(member.getKey() instanceof String) || !isPlain(member.getValue(), depth)) return false;
        return true;
    }

    private static @Nullable Object formed(@Nullable Object value, int depth) {
        if (isPlain(value, depth)) return value;
        return switch (value) {
            case null -> null;
            case Map<?, ?> members -> members(members, depth + 1);
            case Collection<?> items -> items(items, depth + 1);
            case JsonValue stand -> formed(stand.toJsonValue(), depth + 1);
            case Id id -> id.value();
            case Optional<?> some -> formed(some.orElse(null), depth + 1);
            default -> {
                String text = text(value);
                yield text != null ? text : composed(value, depth + 1);
            }
        };
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> members, int depth) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        members.forEach((key, value) -> copy.put(name(key), formed(value, depth)));
        return copy;
    }

    private static String name(@Nullable Object key) {
        String text = key == null ? null : text(key);
        return text == null ? String.valueOf(key) : text;
    }

    private static List<@Nullable Object> items(Collection<?> items, int depth) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(formed(item, depth));
        return copy;
    }

    private static @Nullable Object composed(Object value, int depth) {
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            var copy = new ArrayList<@Nullable Object>(Array.getLength(value));
            for (int i = 0; i < Array.getLength(value); i++) copy.add(formed(Array.get(value, i), depth));
            return copy;
        }
        if (value instanceof Record) return SharedJsonMapper.ifFound(value);
        return value;
    }
}
