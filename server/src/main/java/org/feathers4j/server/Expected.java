package org.feathers4j.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.feathers4j.Connection;

/**
 * A session that another replica hands over, until its client is here. Safe for all threads.
 *
 * @param since when its events began to be recorded, as {@link System#nanoTime} tells
 * @param end completed with the other replicas that expect the client, once all its events are here
 */
record Expected(String pid, Connection connection, long since, CompletableFuture<List<String>> end) {
    Expected(String pid, Connection connection, long since) {
        this(pid, connection, since, new CompletableFuture<>());
    }

    /** @throws TimeoutException when its events are not here in time */
    List<String> await(Duration timeout) throws TimeoutException, InterruptedException {
        try {
            return end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The session was not handed over", e.getCause());
        }
    }
}
