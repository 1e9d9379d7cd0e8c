package org.feathers4j;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of {@code find}: all records that match, or one page of them.
 *
 * @param <T> the type of the records
 */
public sealed interface Found<T> extends Iterable<T> {
    /** The records that were found; of a page, those on it. */
    List<T> data();

    /**
     * Every record that matches.
     *
     * @param data the records, without null; copied
     */
    record All<T>(List<T> data) implements Found<T> {
        public All {
            data = List.copyOf(data);
        }
    }

    /**
     * One page.
     *
     * @param total how many records match in all; -1 when the service does not count them
     * @param limit how many a page may have
     * @param skip how many were skipped before the first
     * @param data the records on it, without null; copied
     */
    record Page<T>(long total, long limit, long skip, List<T> data) implements Found<T> {
        public Page {
            data = List.copyOf(data);
        }
    }

    /** All records that match, in this order. */
    static <T> Found<T> of(List<T> data) {
        return new All<>(data);
    }

    /** The records that were found; of a page, those on it. */
    default Stream<T> stream() {
        return data().stream();
    }

    @Override
    default Iterator<T> iterator() {
        return data().iterator();
    }
}
