package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO 4 server: text and binary messages over WebSocket or long-polling, with heartbeats and upgrades, for clients that do not speak Socket.IO ({@code engine.io-client} for instance).
 *
 * <pre>{@code
 * EngineServer engine = EngineServer.create(o -> o.pingInterval(ofSeconds(10)));
 * engine.onConnection(socket -> socket.onMessage(text -> socket.send("got " + text)));
 * vertx.createHttpServer(engine.httpOptions()).requestHandler(engine.before(router)).listen(3030);
 * }</pre>
 *
 * <p>Until {@link #onConnection} is called, requests to its path are not handled. Safe for all threads.
 */
public final class EngineServer implements AutoCloseable {
    private final AtomicReference<@Nullable Consumer<EngineSocket>> connection = new AtomicReference<>();
    private final EngineSessions sessions;

    private EngineServer(EngineServerOptions options) {
        this.sessions = new EngineSessions(options, options.timeouts().host(), new Plain());
    }

    /** The messages of a session as they are. */
    private final class Plain implements EngineProtocol {
        @Override
        public String name() {
            return "Engine.IO";
        }

        @Override
        public boolean isServed() {
            return connection.get() != null;
        }

        @Override
        public Optional<Duration> timeout() {
            return Optional.empty();
        }

        @Override
        public SessionListener listen(SocketSession session) {
            return new PlainSocket(session, Objects.requireNonNull(connection.get()));
        }
    }

    /** An Engine.IO server at {@code /engine.io/}, with the options that engine.io 6 has by default. */
    public static EngineServer create() {
        return create(options -> {});
    }

    /**
     * An Engine.IO server for an HTTP server of Vert.x.
     *
     * @param change of the options: {@code o -> o.path("/live/")}
     * @throws IllegalArgumentException when an option has a value that it cannot have
     */
    public static EngineServer create(Consumer<EngineServerOptions.Builder> change) {
        return new EngineServer(EngineServerOptions.create(change));
    }

    /**
     * Serves clients.
     *
     * @param handler gets every new client, and sets the handlers of its socket; called on the event loop of the client, so it must not block. When it throws, the client is disconnected
     * @throws IllegalStateException when there is a handler already
     */
    public EngineServer onConnection(Consumer<EngineSocket> handler) {
        if (!connection.compareAndSet(null, handler))
            throw new IllegalStateException("The Engine.IO server has a handler for connections already");
        return this;
    }

    /** Options for the HTTP server in front: it must accept messages as long as those of Engine.IO may be. */
    public HttpServerOptions httpOptions() {
        return sessions.httpOptions();
    }

    /**
     * A handler for all requests of an HTTP server.
     *
     * @param others handles all other requests, a router for instance
     */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> others) {
        return request -> {
            if (handles(request)) handle(request);
            else others.handle(request);
        };
    }

    /** Whether a request is for Engine.IO: its path is that of the options, and {@link #onConnection} was called. */
    public boolean handles(HttpServerRequest request) {
        return sessions.handles(request);
    }

    /** Handles a request with any path whose body was not read. To be called on the event loop of the request. */
    public void handle(HttpServerRequest request) {
        handle(request, null);
    }

    /**
     * Handles a request with any path. To be called on the event loop of the request.
     *
     * @param body of the request when it was read already; null when it was not
     */
    public void handle(HttpServerRequest request, @Nullable Buffer body) {
        sessions.handle(request, body);
    }

    /** The number of connected clients. */
    public int count() {
        return sessions.count();
    }

    /** The number of clients that were closed because they did not read what was sent to them. */
    public long closedForSlowness() {
        return sessions.closedForSlowness();
    }

    /**
     * The number of messages that were rejected because they are too long, malformed, or break the protocol otherwise; the clients are disconnected, or answered 413. The log has a warning for the
     * first one, and then at most one every ten seconds.
     */
    public long rejectedMessages() {
        return sessions.rejectedMessages();
    }

    @Nullable
    SocketSession session(String sid) {
        return sessions.session(sid);
    }

    /** Refuses new clients with 503 and ends all sessions. Returns at once; WebSockets are closed after all that was sent. */
    @Override
    public void close() {
        sessions.host().close();
        sessions.endSessions();
    }
}
