package org.feathers4j.socketioserver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs messages of clients that break the protocol or a limit. Logs at intervals, so that clients cannot fill the log. Safe for all threads.
 */
final class SocketRejections {
    /** The size of a message that was not read in full. */
    static final long UNKNOWN = -1;

    private static final Logger log = LoggerFactory.getLogger(SocketRejections.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final String protocol;
    private final int limit;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private long count;
    private long told;
    private long next;

    /**
     * @param protocol its name
     * @param limit the most bytes that clients may send at once
     * @param clock nanoseconds of any steady clock
     */
    SocketRejections(String protocol, int limit, LongSupplier clock) {
        this.protocol = protocol;
        this.limit = limit;
        this.clock = clock;
        this.next = clock.getAsLong();
    }

    /**
     * Counts a message, and logs a warning unless the last one is recent.
     *
     * @param what the rule or limit that it breaks, without its content
     * @param bytes its size, or {@link #UNKNOWN}
     */
    void add(@Nullable String address, String what, long bytes) {
        long more = counted();
        if (more < 0) return;
        String size = bytes == UNKNOWN ? "" : bytes + " bytes, ";
        log.warn(
                "Rejected a message of {} client {}: {} ({}maxHttpBufferSize {}); {} more were rejected since the last warning",
                protocol,
                address,
                what,
                size,
                limit,
                more);
    }

    /** The number of unlogged messages; negative when this one is not logged either. */
    private long counted() {
        lock.lock();
        try {
            count++;
            long now = clock.getAsLong();
            if (next - now > 0) return -1;
            next = now + PAUSE;
            long more = count - told - 1;
            told = count;
            return more;
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }
}
