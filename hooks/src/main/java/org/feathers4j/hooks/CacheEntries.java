package org.feathers4j.hooks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.HookContext;
import org.jspecify.annotations.Nullable;

/** The kept results of one service, the one not asked for longest first. Owns its state, behind its lock; any thread. */
final class CacheEntries {
    /**
     * A kept result.
     *
     * @param result belongs to the cache
     * @param until the end of its time, in nanoseconds of the clock
     */
    record Entry(@Nullable Object result, long until) {}

    /** A call that has found nothing, and the state in which it has. */
    private record Miss(CacheKey key, long generation) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final int maxEntries;
    private final Map<CacheKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    /** Calls that fail never come back for theirs. */
    private final Map<HookContext, Miss> misses = new WeakHashMap<>();
    /** Counts the changes: what was read before one is old after it. */
    private long generation;

    CacheEntries(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** Null when there is none; the call may then put its own. */
    @Nullable
    Entry get(CacheKey key, HookContext call, long now) {
        lock.lock();
        try {
            Entry entry = entries.get(key);
            if (entry != null && now - entry.until() < 0) return entry;
            entries.remove(key);
            misses.put(call, new Miss(key, generation));
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the result of a call that has found none, if the call is still the same and nothing has changed meanwhile. */
    void put(CacheKey key, HookContext call, Entry entry) {
        lock.lock();
        try {
            Miss miss = misses.remove(call);
            if (miss == null || miss.generation() != generation || !miss.key().equals(key)) return;
            entries.put(key, entry);
            if (entries.size() > maxEntries)
                entries.remove(entries.keySet().iterator().next());
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            generation++;
            entries.clear();
        } finally {
            lock.unlock();
        }
    }
}
