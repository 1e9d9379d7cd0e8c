package org.feathers4j.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** How many acknowledgements connected clients still wait for. Safe for all threads. */
final class OwedAnswers {
    private final AtomicLong owed = new AtomicLong();
    private volatile CompletableFuture<Void> settled = new CompletableFuture<>();

    void owe() {
        owed.incrementAndGet();
    }

    void settle(long count) {
        if (owed.addAndGet(-count) == 0) settled.complete(null);
    }

    /** Waits until nothing is owed, but no longer than this; false when something still is. */
    boolean await(Duration timeout) {
        settled = new CompletableFuture<>();
        if (owed.get() == 0) return true;
        try {
            settled.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
