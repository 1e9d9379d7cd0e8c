package org.feathers4j.transport;

import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** An array that grows while a query string is read, with holes: {@code a[7]=x} is an array of eight of which one is there. */
final class QueryList {
    final TreeMap<Integer, Object> items = new TreeMap<>();
    /** Whether it came about because a plain value met a nested one under the same name. */
    boolean conflict;

    static QueryList of(Object... items) {
        var list = new QueryList();
        for (Object item : items) list.append(item);
        return list;
    }

    int length() {
        return items.isEmpty() ? 0 : items.lastKey() + 1;
    }

    void append(Object item) {
        items.put(length(), item);
    }

    @Nullable
    Object at(int index) {
        return items.get(index);
    }

    /** Appends all elements of a list, its holes as holes, or one value. */
    void concat(Object value) {
        if (!(value instanceof QueryList list)) append(value);
        else {
            int offset = length();
            list.items.forEach((index, item) -> items.put(offset + index, item));
        }
    }

    QueryObject toObject() {
        var object = new QueryObject();
        items.forEach((index, item) -> object.members.put(index.toString(), item));
        return object;
    }
}
