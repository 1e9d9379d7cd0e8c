package org.feathers4j.memory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Owns the records, in JavaScript's order of object keys: array indexes ascending, then all other keys in order of insertion.
 *
 * <p>A stored record never changes: it is replaced. So {@link #get} and {@link #all} hand out the records themselves, and readers
 * need no lock. Writers take turns, see {@link #exclusively}. The lists that {@code all} hands out are shared until the next write; only the
 * first reader after a write has to wait for writers.
 */
final class RecordStore {
    /** The largest array index; positions beyond belong to the other keys, in the order of their arrival (ECMA-262, OrdinaryOwnPropertyKeys). */
    private static final long LAST_INDEX = (1L << 32) - 2;

    private record Entry(long position, Map<String, @Nullable Object> record) {}

    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentHashMap<String, Entry> byKey = new ConcurrentHashMap<>();
    private final TreeMap<Long, Map<String, @Nullable Object>> byPosition = new TreeMap<>();
    private long nextPosition = LAST_INDEX + 1;

    /** Null while a thread writes, and until the next read. */
    private volatile @Nullable List<Map<String, @Nullable Object>> snapshot = List.of();

    /** The record with this key. */
    @Nullable
    Map<String, @Nullable Object> get(String key) {
        Entry entry = byKey.get(key);
        return entry == null ? null : entry.record;
    }

    /** All records as they were at one moment between two writes. */
    List<Map<String, @Nullable Object>> all() {
        var current = snapshot;
        return current != null ? current : exclusively(this::takeSnapshot);
    }

    private List<Map<String, @Nullable Object>> takeSnapshot() {
        var current = snapshot;
        if (current != null) return current;
        current = List.copyOf(byPosition.values());
        snapshot = current;
        return current;
    }

    /** Runs a change as one: no other change comes in between, and {@link #all} of other threads shows none or all of it. */
    <T> T exclusively(Supplier<T> change) {
        writing.lock();
        try {
            return change.get();
        } finally {
            writing.unlock();
        }
    }

    /** Stores a record, replacing the one with the same key. Only inside {@link #exclusively}. */
    void put(String key, Map<String, @Nullable Object> record) {
        beforeChange();
        Entry old = byKey.get(key);
        var entry = new Entry(old == null ? newPosition(key) : old.position, record);
        byKey.put(key, entry);
        byPosition.put(entry.position, record);
    }

    /** Removes a record. Only inside {@link #exclusively}. */
    void remove(String key) {
        beforeChange();
        Entry old = byKey.remove(key);
        if (old != null) byPosition.remove(old.position);
    }

    /** The old snapshot is dropped first: a reader that got a changed record from {@link #get} must not find the old one in {@link #all} afterwards. */
    private void beforeChange() {
        if (!writing.isHeldByCurrentThread()) throw new IllegalStateException("a write outside of exclusively()");
        snapshot = null;
    }

    private long newPosition(String key) {
        long index = index(key);
        return index >= 0 ? index : nextPosition++;
    }

    private static long index(String key) {
        boolean canonical = !key.isEmpty() && key.length() <= 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!canonical || (key.length() > 1 && key.charAt(0) == '0')) return -1;
        long index = Long.parseLong(key);
        return index <= LAST_INDEX ? index : -1;
    }
}
