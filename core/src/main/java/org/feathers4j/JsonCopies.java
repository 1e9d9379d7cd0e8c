package org.feathers4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Deep copies of JSON values, in three kinds: {@linkplain #mutable for a caller who may change the copy}, {@linkplain #snapshot as the value is now}, and
 * {@linkplain #unmodifiable for many threads}. Only objects and arrays are copied: texts, numbers and booleans never change. A value that contains itself ends
 * in a {@link StackOverflowError}.
 */
public final class JsonCopies {
    private JsonCopies() {}

    /**
     * The value in maps and lists that belong to the caller, who may change all of them. What is no JSON value, a time or a record for instance, is copied in its
     * {@linkplain JsonForm#plain JSON form}.
     *
     * @throws FeathersException BadRequest when such a value is nested more than 1000 levels deep
     */
    public static @Nullable Object mutable(@Nullable Object value) {
        // most members are one of these: three comparisons instead of all the others
        if (value instanceof String || value instanceof Integer || value instanceof Boolean) return value;
        return switch (value) {
            case Map<?, ?> members -> mutable(members);
            case List<?> items -> mutableList(items);
            case Number number -> number;
            case null -> null;
            default -> formed(value);
        };
    }

    /** As {@link #mutable(Object)}; keys become text. */
    public static Map<String, @Nullable Object> mutable(Map<?, ?> members) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        for (Map.Entry<?, ?> member : members.entrySet())
            copy.put(String.valueOf(member.getKey()), mutable(member.getValue()));
        return copy;
    }

    private static @Nullable Object formed(Object value) {
        Object form = JsonForm.plain(value);
        return form instanceof Map<?, ?> || form instanceof List<?> ? mutable(form) : form;
    }

    private static List<@Nullable Object> mutableList(List<?> items) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(mutable(item));
        return copy;
    }

    /**
     * The value as it is now. Maps and lists of the JDK are copied; what else there is, views of received bytes for instance, is shared: reading all of a view only to
     * copy it would cost more than everything around it.
     */
    public static @Nullable Object snapshot(@Nullable Object value) {
        if (value instanceof Map<?, ?> members && isOfTheJdk(members)) return snapshot(members);
        if (value instanceof List<?> items && isOfTheJdk(items)) return snapshot(items);
        return value;
    }

    private static boolean isOfTheJdk(Object collection) {
        return collection.getClass().getPackageName().startsWith("java.util");
    }

    private static Map<Object, @Nullable Object> snapshot(Map<?, ?> members) {
        var copy = LinkedHashMap.<Object, @Nullable Object>newLinkedHashMap(members.size());
        members.forEach((name, value) -> copy.put(name, snapshot(value)));
        return copy;
    }

    private static List<@Nullable Object> snapshot(List<?> items) {
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(snapshot(item));
        return copy;
    }

    /** An object that no thread can change, nor anything inside it; keys become text. Values that are neither objects nor arrays stay as they are. */
    public static Map<String, @Nullable Object> unmodifiable(Map<?, ? extends @Nullable Object> members) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        members.forEach((name, value) -> copy.put(String.valueOf(name), unmodifiable(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object unmodifiable(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) return unmodifiable(members);
        if (!(value instanceof List<?> items)) return value;
        var copy = new ArrayList<@Nullable Object>(items.size());
        for (Object item : items) copy.add(unmodifiable(item));
        return Collections.unmodifiableList(copy);
    }
}
