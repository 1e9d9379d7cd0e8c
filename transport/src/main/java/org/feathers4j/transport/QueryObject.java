package org.feathers4j.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/** An object that grows while a query string is read. */
final class QueryObject {
    /** Neither an overflow nor a conflict. */
    static final int NONE = -1;

    final Map<String, Object> members = new LinkedHashMap<>();
    /** The highest index of what was an array until it grew too large. */
    int overflow = NONE;
    /** The highest index of what was an array made by a plain value meeting a nested one. */
    int conflict = NONE;

    static QueryObject of(String name, Object value) {
        var object = new QueryObject();
        object.members.put(name, value);
        return object;
    }

    void appendOverflow(Object value) {
        members.put(Integer.toString(++overflow), value);
    }

    void appendConflict(Object value) {
        members.put(Integer.toString(++conflict), value);
    }

    /** The same with every index one higher and a value in front. */
    QueryObject shiftedBy(Object first) {
        QueryObject shifted = of("0", first);
        members.forEach((name, value) -> shifted.members.put(Integer.toString(QueryKey.index(name) + 1), value));
        shifted.overflow = overflow + 1;
        return shifted;
    }

    /** Keeps count when a member with an index for a name was added. */
    void counted(String name) {
        int index = QueryKey.index(name);
        if (overflow != NONE) overflow = Math.max(overflow, index);
        if (conflict != NONE) conflict = Math.max(conflict, index);
    }

    int highestIndex() {
        return members.keySet().stream().mapToInt(QueryKey::index).max().orElse(NONE);
    }
}
