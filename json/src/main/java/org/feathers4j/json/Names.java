package org.feathers4j.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** The order in which JavaScript lists the members of an object: array indices ascending, then the rest as inserted. */
final class Names {
    private static final long HIGHEST_INDEX = 0xFFFF_FFFEL;

    private Names() {}

    /** The array index a name stands for ({@code 0} to {@code 2^32-2}, no leading zeros), or -1. */
    static long index(String name) {
        int length = name.length();
        if (length == 0 || length > 10) return -1;
        char first = name.charAt(0);
        if (first > '9') return -1;
        if (first == '0') return length == 1 ? 0 : -1;
        long index = 0;
        for (int i = 0; i < length; i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            index = index * 10 + digit;
        }
        return index <= HIGHEST_INDEX ? index : -1;
    }

    /** The same map when its members are already in JavaScript's order, else a copy that is. */
    static <V extends @Nullable Object> Map<String, V> sorted(Map<String, V> members) {
        return isInOrder(members) ? members : ordered(members);
    }

    /** Whether a name may stand for an array index, at a glance. */
    static boolean mayBeIndex(String name) {
        return !name.isEmpty() && name.charAt(0) <= '9';
    }

    /** Whether the members are in JavaScript's order. */
    static boolean isInOrder(Map<?, ?> members) {
        long last = -1;
        for (Object name : members.keySet()) {
            long index = index(String.valueOf(name));
            // the rest comes after all of them
            long place = index < 0 ? Long.MAX_VALUE : index;
            if (place < last) return false;
            last = place;
        }
        return true;
    }

    /** A copy in JavaScript's order. */
    static <V extends @Nullable Object> Map<String, V> ordered(Map<?, V> members) {
        var indices = new TreeMap<Long, V>();
        var rest = new LinkedHashMap<String, V>();
        members.forEach((key, value) -> {
            String name = String.valueOf(key);
            long index = index(name);
            if (index < 0) rest.put(name, value);
            else indices.put(index, value);
        });
        var ordered = new LinkedHashMap<String, V>();
        indices.forEach((index, value) -> ordered.put(index.toString(), value));
        ordered.putAll(rest);
        return ordered;
    }
}
