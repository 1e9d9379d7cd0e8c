package org.feathers4j;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the tasks that a full queue refused: logged when it begins, and with the number when it is over. Under the lock of its queue. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final String queue;
    private final int limit;
    private long count;
    private long before;
    private boolean full;

    Refusals(String queue, int limit) {
        this.queue = queue;
        this.limit = limit;
    }

    /** Always false: the task is not taken. */
    boolean refuse() {
        count++;
        if (!full)
            log.warn(
                    "SerialExecutor '{}' is full: {} tasks wait; further ones are dropped until half of them are done",
                    queue,
                    limit);
        full = true;
        return false;
    }

    /** Half of the queue is free. */
    void over() {
        if (!full) return;
        full = false;
        log.info("SerialExecutor '{}' has room again; {} tasks were dropped", queue, count - before);
        before = count;
    }

    long count() {
        return count;
    }
}
