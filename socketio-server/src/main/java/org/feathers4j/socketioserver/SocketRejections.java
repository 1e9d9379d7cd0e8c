package org.feathers4j.socketioserver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients sent and the server did not take, because it breaks the protocol or a limit. Owner of the number, and of when the log was told last: clients must not be able
 * to fill it. Safe for all threads.
 */
final class SocketRejections {
    /** Size of what is not known in full. */
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
     * @param protocol name of what the clients speak
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
     * Counts one, and warns unless there was a warning a short time ago.
     *
     * @param what which rule or limit it breaks, without anything of the content
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

    /** How many were not logged; negative when this one is not to be logged either. */
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
