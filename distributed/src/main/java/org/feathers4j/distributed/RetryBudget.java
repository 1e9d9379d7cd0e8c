package org.feathers4j.distributed;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many calls may go to another owner because theirs had too much to do: one for ten calls, and a few at once. So
 * when all owners are overloaded, callers add a tenth to their load and not a multiple of it. Safe for all threads.
 */
final class RetryBudget {
    /** What a retry costs, where each call earns one. */
    private static final long COST = 10;

    private static final long MOST = 20 * COST;

    private final AtomicLong saved = new AtomicLong(MOST);

    /** A call has begun. */
    void earn() {
        // two threads may see the same: then one of their calls earns nothing
        long present = saved.get();
        if (present < MOST) saved.compareAndSet(present, present + 1);
    }

    /** Whether a call may be sent once more; then that is paid for. */
    boolean spend() {
        while (true) {
            long present = saved.get();
            if (present < COST) return false;
            if (saved.compareAndSet(present, present - COST)) return true;
        }
    }
}
