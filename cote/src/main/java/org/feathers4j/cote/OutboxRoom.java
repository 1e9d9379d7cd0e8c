package org.feathers4j.cote;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where senders wait for an outbox: as long as its connection takes something now and then. Any thread; senders pay nothing while no thread waits. */
@SuppressWarnings("NonAtomicVolatileUpdate") // changed under the lock, and read without it
final class OutboxRoom {
    private static final long TIMEOUT = Duration.ofSeconds(5).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private volatile int waiting;
    private volatile boolean stuck;
    // under the lock
    private long releases;

    /** Something was sent, or forgotten. */
    void released() {
        if (waiting == 0 && !stuck) return;
        lock.lock();
        try {
            stuck = false;
            releases++;
            released.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the box is crowded, for no longer than nothing is released. Later callers then do not wait at all, until something is. */
    void await(BooleanSupplier isCrowded) {
        if (stuck) return;
        lock.lock();
        waiting++;
        try {
            long seen = releases;
            long left = TIMEOUT;
            while (isCrowded.getAsBoolean() && !stuck) {
                if (seen != releases) left = TIMEOUT;
                seen = releases;
                if (left > 0) left = released.awaitNanos(left);
                else {
                    stuck = true;
                    released.signalAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the frame is sent all the same
        } finally {
            waiting--;
            lock.unlock();
        }
    }
}
