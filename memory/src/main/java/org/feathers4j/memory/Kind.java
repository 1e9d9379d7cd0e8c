package org.feathers4j.memory;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The kinds of values, in the order in which {@code $sort} puts them (adapter-commons, src/sort.ts). */
enum Kind {
    /** Also the value that stands for a field that a record does not have, where this differs from null. */
    MISSING,
    NULL,
    NUMBER,
    TEXT,
    BOOLEAN,
    DATE,
    ARRAY,
    OBJECT,
    /** Values that are not JSON: such values are neither smaller nor larger than one another. */
    OTHER;

    static Kind of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case String text -> TEXT;
            case Number number -> NUMBER;
            case Boolean truth -> BOOLEAN;
            case Map<?, ?> members -> OBJECT;
            case List<?> items -> ARRAY;
            case Instant date -> DATE;
            default -> value == MISSING ? MISSING : OTHER;
        };
    }

    /** Whether {@code $lt} and its like can compare values of this kind. */
    boolean isComparable() {
        return this == NUMBER || this == TEXT || this == BOOLEAN || this == DATE;
    }
}
