package org.feathers4j.sse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** Headers with credentials, for clients that cannot send them: each is given once, against a ticket, for a short time. Safe for all threads. */
final class Tickets {
    private record Entry(Map<String, @Nullable Object> headers, long until) {}

    private final long timeout;
    private final int limit;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** The oldest first. */
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    Tickets(Duration timeout, int limit, LongSupplier nanoTime) {
        this.timeout = timeout.toNanos();
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * A new ticket.
     *
     * @throws FeathersException Unavailable when there are too many
     */
    String add(Map<String, @Nullable Object> headers) {
        String ticket = Tokens.random();
        lock.lock();
        try {
            expire();
            if (entries.size() >= limit)
                throw FeathersException.unavailable(
                        "%d tickets wait for their streams already: try again later", limit);
            entries.put(ticket, new Entry(headers, nanoTime.getAsLong() + timeout));
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    /** The headers, which no further call gets; null when there is no such ticket any more. */
    @Nullable
    Map<String, @Nullable Object> take(String ticket) {
        lock.lock();
        try {
            expire();
            Entry entry = entries.remove(ticket);
            return entry == null ? null : entry.headers();
        } finally {
            lock.unlock();
        }
    }

    private void expire() {
        long now = nanoTime.getAsLong();
        var oldest = entries.values().iterator();
        while (oldest.hasNext() && now - oldest.next().until() >= 0) oldest.remove();
    }
}
