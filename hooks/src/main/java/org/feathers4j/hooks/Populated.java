package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A record that others are added to, together with its form for clients. Belongs to one run of a hook, on the thread of the call; equal only to itself. */
final class Populated {
    /** In place of null. */
    static final Object NOTHING = new Object();

    private Map<String, @Nullable Object> full;
    /** Null when clients see the record itself. */
    private @Nullable Object shown;

    Populated(Map<?, ?> full, @Nullable Object shown) {
        this.full = Fields.copy(full);
        this.shown = shown;
    }

    Map<String, @Nullable Object> full() {
        return full;
    }

    @Nullable
    Object shown() {
        return shown == null ? External.of(full) : shown;
    }

    Object get(String path) {
        Object value = Fields.get(full, path);
        return value == null ? NOTHING : value;
    }

    /** A copy for one place; it carries its form for clients. */
    Object value() {
        return shown == null ? Fields.copy(full) : new External(full, shown);
    }

    void begin(String list) {
        if (!full.containsKey(list)) put(list, List.of());
    }

    void mark(String list, String name) {
        var names = new ArrayList<@Nullable Object>(full.get(list) instanceof List<?> present ? present : List.of());
        if (!names.contains(name)) names.add(name);
        put(list, names);
    }

    @SuppressWarnings("ReferenceEquality") // a mark
    void set(String path, Object value) {
        put(path, value == NOTHING ? null : value);
    }

    private void put(String path, @Nullable Object value) {
        full = placed(full, path, value);
        if (shown instanceof Map<?, ?> members) shown = placed(members, path, External.of(value));
    }

    /** A copy with a value at a path; what is in its way and no object gives way to one. */
    private static Map<String, @Nullable Object> placed(Map<?, ?> object, String path, @Nullable Object value) {
        Map<String, @Nullable Object> copy = Fields.copy(object);
        int dot = path.indexOf('.');
        if (dot < 0) copy.put(path, value);
        else {
            String name = path.substring(0, dot);
            Map<?, ?> inner = copy.get(name) instanceof Map<?, ?> present ? present : Map.of();
            copy.put(name, placed(inner, path.substring(dot + 1), value));
        }
        return copy;
    }
}
