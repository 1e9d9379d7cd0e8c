package org.feathers4j.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** When two JSON values are the same, and which comes first. */
final class Values {
    private Values() {}

    /** Numbers by value, arrays element by element, objects with the same members in any order; nothing is converted. */
    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) return a == null && b == null;
        if (a instanceof Number x && b instanceof Number y) return Numbers.compare(x, y) == 0;
        if (a instanceof List<?> x && b instanceof List<?> y) return equalItems(x, y);
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) return equalMembers(x, y);
        return a.equals(b);
    }

    private static boolean equalItems(List<?> a, List<?> b) {
        if (a.size() != b.size()) return false;
        Iterator<?> others = b.iterator();
        for (Object item : a) if (!equal(item, others.next())) return false;
        return true;
    }

    private static boolean equalMembers(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) return false;
        for (Map.Entry<?, ?> member : a.entrySet()) {
            Object other = b.get(member.getKey());
            if (other == null && !b.containsKey(member.getKey())) return false;
            if (!equal(member.getValue(), other)) return false;
        }
        return true;
    }

    /** A value that equals, by Java's rules, the canonical form of exactly the values that are {@link #equal} to this one. */
    static @Nullable Object canonical(@Nullable Object value) {
        return switch (value) {
            case Number number -> Numbers.canonical(number);
            case List<?> items -> {
                var list = new ArrayList<@Nullable Object>(items.size());
                for (Object item : items) list.add(canonical(item));
                yield list;
            }
            case Map<?, ?> members -> {
                var map = new HashMap<Object, @Nullable Object>();
                members.forEach((name, member) -> map.put(name, canonical(member)));
                yield map;
            }
            case null, default -> value;
        };
    }

    /** The order of {@code $sort}: by kind first, text by UTF-16 units, arrays item by item, objects by the values of their sorted names. */
    static int compare(@Nullable Object a, @Nullable Object b) {
        Kind kind = Kind.of(a);
        Kind other = Kind.of(b);
        return kind != other ? kind.compareTo(other) : compareAlike(a, b);
    }

    private static int compareAlike(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) return Numbers.compare(x, y);
        if (a instanceof String x && b instanceof String y) return x.compareTo(y);
        if (a instanceof Boolean x && b instanceof Boolean y) return x.compareTo(y);
        if (a instanceof Instant x && b instanceof Instant y) return x.compareTo(y);
        if (a instanceof List<?> x && b instanceof List<?> y) return compareItems(x, y);
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) return compareItems(byName(x), byName(y));
        return 0;
    }

    private static int compareItems(List<?> a, List<?> b) {
        int shared = Math.min(a.size(), b.size());
        for (int i = 0; i < shared; i++) {
            int difference = compare(a.get(i), b.get(i));
            if (difference != 0) return difference;
        }
        return Integer.compare(a.size(), b.size());
    }

    private static List<@Nullable Object> byName(Map<?, ?> members) {
        var names = new ArrayList<String>(members.size());
        for (Object name : members.keySet()) names.add(String.valueOf(name));
        names.sort(null);
        var values = new ArrayList<@Nullable Object>(names.size());
        for (String name : names) values.add(members.get(name));
        return values;
    }
}
