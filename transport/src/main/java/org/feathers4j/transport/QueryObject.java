package org.feathers4j.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/** An object that grows while a query string is read. */
final class QueryObject {
    /** No conflict. */
    static final int NONE = -1;

    final Map<String, Object> members = new LinkedHashMap<>();
    /** The highest index of what was an array made by a plain value meeting a nested one. */
    int conflict = NONE;

    static QueryObject of(String name, Object value) {
        var object = new QueryObject();
        object.members.put(name, value);
        return object;
    }

    void appendConflict(Object value) {
        members.put(Integer.toString(++conflict), value);
    }

    /** Keeps count when a member with an index for a name was added. */
    void counted(String name) {
        if (conflict != NONE) conflict = Math.max(conflict, QueryKey.index(name));
    }
}
