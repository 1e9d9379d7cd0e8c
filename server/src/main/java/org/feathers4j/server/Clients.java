package org.feathers4j.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.http.HttpConnection;

/**
 * The open connections, and until when each of them has to do something. Each connection's event loop says what it waits for; a timer closes who is late.
 * Without this, a client that sends a byte now and then could keep a connection for ever.
 */
final class Clients {
    /** What a connection waits for. */
    private record Wait(long deadline, Runnable late) {}

    private static final long NEVER = Long.MAX_VALUE;
    private static final Wait FOREVER = new Wait(NEVER, () -> {});

    private final ServerTimeouts timeouts;
    private final Map<HttpConnection, Wait> waits = new ConcurrentHashMap<>();

    Clients(ServerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    void connected(HttpConnection connection) {
        waits.put(connection, until(timeouts.idle(), connection::close));
        connection.closeHandler(nothing -> waits.remove(connection));
    }

    /** The connection has become a WebSocket, and is somebody else's. */
    void left(HttpConnection connection) {
        waits.remove(connection);
    }

    /** From now on the next request is awaited. */
    void awaitRequest(HttpConnection connection) {
        replace(connection, until(timeouts.idle(), connection::close));
    }

    /** From now on the rest of a body is awaited. */
    void awaitBody(HttpConnection connection, Runnable late) {
        replace(connection, until(timeouts.body(), late));
    }

    /** The application has the word: it may take as long as it likes. */
    void awaitNothing(HttpConnection connection) {
        replace(connection, FOREVER);
    }

    /**
     * From now on the client has to take an answer.
     *
     * @return to be run once it has; changes nothing when the next request of the connection has already begun
     */
    Runnable awaitTaken(HttpConnection connection) {
        Wait taking = until(timeouts.answer(), () -> Cut.off(connection));
        replace(connection, taking);
        return () -> waits.replace(connection, taking, until(timeouts.idle(), connection::close));
    }

    /** Unlike put, this does not bring back a connection that is gone. */
    private void replace(HttpConnection connection, Wait wait) {
        waits.replace(connection, wait);
    }

    private static Wait until(Duration patience, Runnable late) {
        return new Wait(System.nanoTime() + patience.toNanos(), late);
    }

    /** Acts against all who are late. Called by a timer. */
    void sweep() {
        long now = System.nanoTime();
        waits.forEach((connection, wait) -> {
            if (wait.deadline == NEVER || wait.deadline - now > 0) return;
            if (waits.replace(connection, wait, FOREVER)) wait.late.run();
        });
    }

    /** How often to sweep, in milliseconds: often enough to be in time by a quarter, at most a second. */
    long interval() {
        return Math.clamp(timeouts.shortest().toMillis() / 4, 10, 1000);
    }
}
