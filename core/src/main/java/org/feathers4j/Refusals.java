package org.feathers4j;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many tasks a lane had no room for: said when that begins, and how many there were when it is over. Under the lock of its lane. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final String lane;
    private final int limit;
    private long count;
    private long before;
    private boolean full;

    Refusals(String lane, int limit) {
        this.lane = lane;
        this.limit = limit;
    }

    /** Always false: the task is not taken. */
    boolean refuse() {
        count++;
        if (!full)
            log.warn(
                    "Lane '{}' is full: {} tasks wait; further ones are dropped until half of them are done",
                    lane,
                    limit);
        full = true;
        return false;
    }

    /** Half of the lane is free. */
    void over() {
        if (!full) return;
        full = false;
        log.info("Lane '{}' has room again; {} tasks were dropped", lane, count - before);
        before = count;
    }

    long count() {
        return count;
    }
}
