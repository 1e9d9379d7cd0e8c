package org.feathers4j.testrules;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time one wait may take, spent in pauses that start tiny and grow, so that fast things are noticed fast. */
final class Countdown {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final long deadline;
    private long pause = Duration.ofMillis(1).toNanos();

    Countdown(Duration timeout) {
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Pauses and answers true, or answers false at once when the time is spent or the thread is told to stop. */
    boolean waits() {
        long left = deadline - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, pause));
        pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        return true;
    }
}
