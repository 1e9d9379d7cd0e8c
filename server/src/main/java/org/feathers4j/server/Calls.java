package org.feathers4j.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls in flight, each on a virtual thread of its own, and never more than allowed. Safe for all threads. */
final class Calls {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);
    private static final Duration AFTER_INTERRUPT = Duration.ofMillis(250);

    private final int limit;
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call").factory());

    Calls(int limit) {
        this.limit = limit;
    }

    /** Starts a call on a thread of its own; false when there are too many already. */
    boolean start(Runnable call) {
        if (running.incrementAndGet() > limit) {
            running.decrementAndGet();
            return false;
        }
        try {
            threads.execute(() -> run(call));
            return true;
        } catch (RejectedExecutionException e) {
            running.decrementAndGet();
            return false;
        }
    }

    /** Continues a call that was admitted before. */
    void proceed(Runnable rest) {
        running.incrementAndGet();
        try {
            threads.execute(() -> run(rest));
        } catch (RejectedExecutionException e) {
            // the server has closed, and with it the connection that an answer would go to
            running.decrementAndGet();
        }
    }

    private void run(Runnable call) {
        try {
            call.run();
        } finally {
            running.decrementAndGet();
        }
    }

    int limit() {
        return limit;
    }

    /** Accepts no more calls, waits for the running ones, then interrupts them. */
    void close(Duration timeout) {
        threads.shutdown();
        if (ended(timeout)) return;
        log.warn("{} calls did not end in the grace period and are interrupted", running);
        threads.shutdownNow();
        if (!ended(AFTER_INTERRUPT)) log.warn("{} calls go on although they were interrupted", running);
    }

    private boolean ended(Duration timeout) {
        try {
            return threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
