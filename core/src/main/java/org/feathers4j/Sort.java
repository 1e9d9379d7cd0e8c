package org.feathers4j;

import java.util.Collections;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code $sort}: names of fields in the order in which they count. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * people.find(Params.query(Map.of("$sort", Sort.ascending("name").thenDescending("age"))));
 * }</pre>
 */
public final class Sort implements JsonValue {
    private final Map<String, Integer> directions;

    private Sort(Map<String, Integer> directions) {
        this.directions = directions;
    }

    /** Smallest first. */
    public static Sort ascending(String field) {
        return new Sort(Map.of(field, 1));
    }

    /** Largest first. */
    public static Sort descending(String field) {
        return new Sort(Map.of(field, -1));
    }

    /** Where everything before is equal, smallest first. */
    public Sort thenAscending(String field) {
        return then(field, 1);
    }

    /** Where everything before is equal, largest first. */
    public Sort thenDescending(String field) {
        return then(field, -1);
    }

    private Sort then(String field, int direction) {
        var more = new LinkedHashMap<>(directions);
        more.putIfAbsent(field, direction);
        return new Sort(more);
    }

    /** Fields with 1 or -1, in their order. */
    @Override
    public Map<String, Integer> toJsonValue() {
        return Collections.unmodifiableMap(directions);
    }

    /** @throws IllegalArgumentException when the order of several fields in a query's {@code $sort} is left to chance */
    static void check(@Nullable Object query) {
        if (!(query instanceof Map<?, ?> members) || members.isEmpty()) return;
        // get would throw for what is no map of texts
        for (Map.Entry<?, ?> member : members.entrySet())
            if ("$sort".equals(member.getKey()) && member.getValue() instanceof Map<?, ?> fields) check(fields);
    }

    private static void check(Map<?, ?> fields) {
        if (fields.size() > 1 && !isOrdered(fields))
            throw new IllegalArgumentException(
                    "The order of the fields %s in $sort is left to chance in a %s: say Sort.ascending(...).thenDescending(...), or use a LinkedHashMap"
                            .formatted(fields.keySet(), fields.getClass().getSimpleName()));
    }

    /** Maps that give their entries in another order than they were put in; Map.of does so in every process anew. */
    private static boolean isOrdered(Map<?, ?> fields) {
        Class<?> type = fields.getClass();
        return !type.getName().startsWith("java.util.ImmutableCollections")
                && !type.getName().equals("java.util.HashMap")
                && !(fields instanceof ConcurrentHashMap)
                && !(fields instanceof Hashtable)
                && !(fields instanceof WeakHashMap)
                && !(fields instanceof IdentityHashMap);
    }
}
