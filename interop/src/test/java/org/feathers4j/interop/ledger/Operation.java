package org.feathers4j.interop.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a client asks of lists that only grow. Values are unique over all keys of a run. */
public sealed interface Operation {

    /** The list. */
    int key();

    /** Puts a value at the end of a list. */
    record Append(int key, int value) implements Operation {}

    /**
     * Reads a whole list.
     *
     * @param values what it holds; null as long as there is no answer
     */
    record Read(int key, @Nullable List<Integer> values) implements Operation {

        public Read {
            values = values == null ? null : List.copyOf(values);
        }
    }
}
