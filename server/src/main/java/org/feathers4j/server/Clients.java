package org.feathers4j.server;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.feathers4j.socketioserver.ForceClose;
import org.jspecify.annotations.Nullable;

/**
 * The open connections and their deadlines, which event loops set and a timer enforces. Without them a client that sends a byte now and then could keep a connection
 * open for ever.
 */
final class Clients {
    private final ServerTimeouts timeouts;
    private final int limit;
    private final Map<HttpConnection, Line> lines = new ConcurrentHashMap<>();
    private final Set<RequestDeadline> streams = ConcurrentHashMap.newKeySet();

    Clients(ServerTimeouts timeouts, int limit) {
        this.timeouts = timeouts;
        this.limit = limit;
    }

    /** A connection of this server. Its requests take turns, except in HTTP/2, where it is busy while any is. */
    private final class Line extends RequestDeadline {
        private final HttpConnection connection;
        /** Requests under way; the loop counts, and the timer for those that it cuts off. */
        private final AtomicInteger busy = new AtomicInteger();

        Line(HttpConnection connection) {
            super(timeouts);
            this.connection = connection;
        }

        @Override
        void cutOff() {
            ForceClose.now(connection);
        }

        @Override
        public void end() {
            forRequest(connection::close);
        }

        void streamBegins() {
            busy.incrementAndGet();
            forNothing();
        }

        void streamEnds() {
            if (busy.decrementAndGet() == 0) end();
        }
    }

    /** A request that is answered side by side with further ones of its connection (HTTP/2), or that a foreign server has accepted. */
    private final class Stream extends RequestDeadline {
        private final HttpServerRequest request;
        private final @Nullable Line line;

        Stream(HttpServerRequest request, @Nullable Line line) {
            super(timeouts);
            this.request = request;
            this.line = line;
        }

        @Override
        void cutOff() {
            if (request.version() == HttpVersion.HTTP_2) request.response().reset();
            else ForceClose.now(request.connection());
            end();
        }

        @Override
        public void end() {
            if (streams.remove(this) && line != null) line.streamEnds();
        }
    }

    /** Admits a connection, or closes it when there are too many. */
    void connected(HttpConnection connection) {
        if (lines.size() >= limit) {
            ForceClose.now(connection);
            return;
        }
        var line = new Line(connection);
        lines.put(connection, line);
        connection.closeHandler(nothing -> lines.remove(connection));
        line.end();
    }

    /** The connection has become a WebSocket, which has timeouts of its own. */
    void left(HttpConnection connection) {
        lines.remove(connection);
    }

    /** The deadline of a request that has begun; at first there is none. */
    RequestDeadline begin(HttpServerRequest request) {
        Line line = lines.get(request.connection());
        if (line != null && request.version() != HttpVersion.HTTP_2) {
            line.forNothing();
            return line;
        }
        var stream = new Stream(request, line);
        streams.add(stream);
        if (line != null) line.streamBegins();
        // a stream that is reset never ends, and neither does one whose connection breaks
        request.exceptionHandler(e -> stream.end());
        return stream;
    }

    /** Whether the connection was accepted by this server, not by that of an application which has this one mounted. */
    boolean owns(HttpConnection connection) {
        return lines.containsKey(connection);
    }

    /** Enforces all deadlines that have passed. Called by a timer. */
    void sweep() {
        long now = System.nanoTime();
        lines.values().forEach(line -> line.check(now));
        streams.forEach(stream -> stream.check(now));
    }

    /** How often to sweep, in milliseconds: often enough to be in time by a quarter, at most a second. */
    long interval() {
        return Math.clamp(timeouts.shortest().toMillis() / 4, 10, 1000);
    }
}
