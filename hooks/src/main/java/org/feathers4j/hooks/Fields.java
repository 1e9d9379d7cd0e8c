package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Fields of JSON objects by name or dot path ({@code address.city}, {@code tags.0}). As in lodash, on which feathers-hooks-common builds, a member whose name
 * has dots in it comes before a path. Nothing is changed in place: what is returned shares the untouched parts.
 */
public final class Fields {
    /** What {@link #get} returns where there is no such field. */
    public static final Object MISSING = new Object();

    private Fields() {}

    /** The value of a field; {@link #MISSING} when there is none. */
    public static @Nullable Object get(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> members && members.containsKey(path)) return members.get(path);
        int dot = path.indexOf('.');
        if (dot < 0) return member(value, path);
        return get(member(value, path.substring(0, dot)), path.substring(dot + 1));
    }

    private static @Nullable Object member(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> members) return members.containsKey(name) ? members.get(name) : MISSING;
        if (!(value instanceof List<?> items)) return MISSING;
        int index = index(name, items.size());
        return index < 0 ? MISSING : items.get(index);
    }

    private static int index(String name, int size) {
        try {
            int index = Integer.parseInt(name);
            return index < size ? index : -1;
        } catch (NumberFormatException e) {
            return -1; // the name of a member, and lists have none
        }
    }

    /** A copy without these fields. */
    public static Map<String, @Nullable Object> without(Map<?, ?> object, List<String> paths) {
        Map<String, @Nullable Object> copy = copy(object);
        for (String path : paths) remove(copy, path);
        return copy;
    }

    private static void remove(Map<String, @Nullable Object> copy, String path) {
        int dot = path.indexOf('.');
        if (copy.containsKey(path) || dot < 0) copy.remove(path);
        else copy.computeIfPresent(path.substring(0, dot), (name, child) -> without(child, path.substring(dot + 1)));
    }

    private static Object without(Object child, String path) {
        if (child instanceof Map<?, ?> object) return without(object, List.of(path));
        int dot = path.indexOf('.');
        int index = child instanceof List<?> items && dot > 0 ? index(path.substring(0, dot), items.size()) : -1;
        if (index < 0) return child;
        var items = new ArrayList<@Nullable Object>((List<?>) child);
        Object item = items.get(index);
        if (item != null) items.set(index, without(item, path.substring(dot + 1)));
        return items;
    }

    /** A copy with another value in a field that is there; otherwise the same again. */
    public static Map<String, @Nullable Object> with(Map<?, ?> object, String path, @Nullable Object value) {
        Map<String, @Nullable Object> copy = copy(object);
        int dot = path.indexOf('.');
        if (copy.containsKey(path)) copy.put(path, value);
        else if (dot > 0)
            copy.computeIfPresent(path.substring(0, dot), (name, child) -> with(child, path.substring(dot + 1), value));
        return copy;
    }

    private static Object with(Object child, String path, @Nullable Object value) {
        if (child instanceof Map<?, ?> object) return with(object, path, value);
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        int index = child instanceof List<?> items ? index(name, items.size()) : -1;
        if (index < 0) return child;
        var items = new ArrayList<@Nullable Object>((List<?>) child);
        Object item = items.get(index);
        if (dot < 0) items.set(index, value);
        else if (item != null) items.set(index, with(item, path.substring(dot + 1), value));
        return items;
    }

    /** The named fields only, those within objects in objects of their own. */
    static Map<String, @Nullable Object> only(Map<?, ?> object, List<String> paths) {
        var kept = new LinkedHashMap<String, @Nullable Object>();
        for (String path : paths) {
            Object value = get(object, path);
            if (MISSING.equals(value)) continue;
            if (object.containsKey(path)) kept.put(path, value);
            else put(kept, path, value);
        }
        return kept;
    }

    /** Into a tree that is all ours, objects only: an index of a list becomes a member. */
    private static void put(Map<String, @Nullable Object> tree, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tree.put(path, value);
            return;
        }
        String name = path.substring(0, dot);
        Map<String, @Nullable Object> child =
                tree.get(name) instanceof Map<?, ?> present ? copy(present) : new LinkedHashMap<>();
        put(child, path.substring(dot + 1), value);
        tree.put(name, child);
    }

    static Map<String, @Nullable Object> copy(Map<?, ?> object) {
        var copy = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(object.size());
        object.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
