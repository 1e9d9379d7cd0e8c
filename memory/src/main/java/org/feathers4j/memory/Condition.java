package org.feathers4j.memory;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The condition that a query puts on a record. */
sealed interface Condition {
    boolean holds(Map<String, @Nullable Object> record);

    /** Everything must hold. */
    record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Map<String, @Nullable Object> record) {
            for (Condition condition : conditions) if (!condition.holds(record)) return false;
            return true;
        }
    }

    /** One is enough. */
    record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Map<String, @Nullable Object> record) {
            for (Condition condition : conditions) if (condition.holds(record)) return true;
            return false;
        }
    }

    /**
     * A test of one field.
     *
     * @param hit true: some value that the path leads to must pass the test; false: none may
     */
    record Field(Path path, Predicate<@Nullable Object> test, boolean hit) implements Condition {
        @Override
        public boolean holds(Map<String, @Nullable Object> record) {
            return path.leadsToAny(record, test) == hit;
        }
    }
}
