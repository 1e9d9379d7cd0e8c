package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Socket.IO server: its namespaces and its clients.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create(o -> o.pingInterval(ofSeconds(10)));
 * io.onConnection(socket -> (event, args, ack) -> {
 *     if (ack != null) ack.send("got " + event);
 * });
 * vertx.createHttpServer(io.httpOptions()).requestHandler(io.before(router)).listen(3030);
 * }</pre>
 *
 * <p>As long as no namespace is served, requests to its path are not handled. Safe for all threads.
 */
public final class SocketIoServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SocketIoServer.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final SocketOptions options;
    private final EngineSessions sessions;
    private final Map<String, SocketHandler> handlers = new ConcurrentHashMap<>();
    private final OwedAnswers owed = new OwedAnswers();
    private final Recoveries recoveries;

    private SocketIoServer(SocketOptions options, HttpHost host) {
        this.options = options;
        this.recoveries = new Recoveries(
                options.connectionStateRecovery(),
                options.maxReplayBytes(),
                options.server().maxSessions());
        this.sessions = new EngineSessions(options.server(), host, new Protocol());
    }

    /** Socket.IO inside the sessions of Engine.IO. */
    private final class Protocol implements EngineProtocol {
        @Override
        public String name() {
            return "Socket.IO";
        }

        @Override
        public boolean isServed() {
            return !handlers.isEmpty();
        }

        @Override
        public Optional<Duration> timeout() {
            return Optional.of(options.connectTimeout());
        }

        @Override
        public SessionListener listen(SocketSession session) {
            return new SocketClient(SocketIoServer.this, session);
        }
    }

    /** A Socket.IO server with the options that socket.io 4 has by default. */
    public static SocketIoServer create() {
        return create(options -> {});
    }

    /**
     * A Socket.IO server for an HTTP server of Vert.x.
     *
     * @param change of the options: {@code o -> o.path("/live/")}
     */
    public static SocketIoServer create(Consumer<SocketOptions.Builder> change) {
        SocketOptions options = SocketOptions.create(change);
        return new SocketIoServer(options, options.server().timeouts().host());
    }

    /**
     * Socket.IO behind an HTTP server with limits and timeouts of its own.
     *
     * @param host that server
     * @throws IllegalArgumentException when the options have a {@code bodyTimeout} or an {@code answerTimeout}: these timeouts are the host's
     */
    public static SocketIoServer create(SocketOptions options, HttpHost host) {
        if (options.server().timeouts().areSet())
            throw new IllegalArgumentException(
                    "bodyTimeout and answerTimeout cannot be set for Socket.IO here: they are options of the HTTP server");
        return new SocketIoServer(options, host);
    }

    /**
     * Serves a namespace.
     *
     * @param namespace {@code /} for the main one; begins with a slash
     * @param handler called for every client that wants to enter
     * @throws IllegalStateException when it is served already
     */
    public SocketIoServer of(String namespace, SocketHandler handler) {
        if (!namespace.startsWith("/") || namespace.contains(","))
            throw new IllegalArgumentException(
                    "namespace '%s' must begin with a slash and contain no comma".formatted(namespace));
        if (handlers.putIfAbsent(namespace, handler) != null)
            throw new IllegalStateException("Namespace %s is served already".formatted(namespace));
        return this;
    }

    /**
     * Serves the main namespace, which every client may enter.
     *
     * @param connection makes the listener of a client's events; called on the event loop of the client, so it must not block
     * @throws IllegalStateException when it is served already
     */
    public SocketIoServer onConnection(Function<Socket, SocketListener> connection) {
        return of("/", request -> request.accept(connection.apply(request.socket())));
    }

    /** Serves a namespace unless it is served already. */
    public void ofUnlessServed(String namespace, SocketHandler handler) {
        handlers.putIfAbsent(namespace, handler);
    }

    /**
     * The handler of Socket.IO requests on one event loop, for an HTTP server with a request handler for each of its event loops; other servers use {@link #handle}.
     *
     * @param vertx the owner of the event loop
     * @param context a context of the calling event loop, the only one that may use the handler
     */
    public EngineIoHandler handler(Vertx vertx, Context context) {
        return sessions.handler(vertx, context);
    }

    /** Options for the HTTP server in front: it must accept messages as long as those of Socket.IO may be. */
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
            if (handles(request)) handle(request, null);
            else others.handle(request);
        };
    }

    /** Whether a request is for Socket.IO: its path is that of the options, and a namespace is served. */
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

    /**
     * An event for sockets of the main namespace, which those get later whose clients are away now and come back: see {@link SocketOptions.Builder#connectionStateRecovery}. Without that option
     * the same as {@link SocketFrame#event}. Encodes it on the calling thread.
     *
     * @param args JSON values, and {@code byte[]} for binary ones
     * @throws org.feathers4j.json.JsonException when one of them has no JSON form
     */
    public SocketFrame event(String name, @Nullable Object... args) {
        return eventIn("/", name, args);
    }

    /**
     * The same for sockets of a namespace.
     *
     * @param namespace begins with a slash
     */
    public SocketFrame eventIn(String namespace, String name, @Nullable Object... args) {
        return SocketFrame.withOffset(namespace, recoveries.offset(), name, args);
    }

    /**
     * The same with an offset that the event has at other servers too, so that their clients can go on here.
     *
     * @param offset tells the event from all others
     */
    public SocketFrame eventAt(String offset, String name, @Nullable Object... args) {
        return SocketFrame.withOffset("/", recoveries.areOn() ? offset : null, name, args);
    }

    /** Whether clients can go on after a lost connection. */
    public boolean recovers() {
        return recoveries.areOn();
    }

    /** The sockets of the main namespace whose clients are connected or may come back, with which another server could go on. */
    public List<Socket> recoverable() {
        return recoveries.all().stream()
                .filter(each -> each.namespace().equals("/"))
                .<Socket>map(each -> each)
                .toList();
    }

    /** The listener of a socket that was accepted. */
    public Optional<SocketListener> listener(Socket socket) {
        return socket instanceof ClientSocket own ? Optional.of(own.listener()) : Optional.empty();
    }

    /** What another server needs to go on with the client of a socket; empty when the client is gone, or can't go on. */
    public Optional<SocketState> state(Socket socket) {
        return socket instanceof ClientSocket own ? Optional.ofNullable(own.state()) : Optional.empty();
    }

    /**
     * Expects the client of another server in the main namespace: what is sent to its socket is kept, as for a client that has lost its connection, and the client may ask for it.
     *
     * @param state without frames, which {@link #complete} adds
     * @param handshake that of the client at the other server
     * @param listener makes the listener of the client's events
     * @return the socket; empty when there is no room for it, or it is expected already
     */
    public Optional<Socket> expect(
            SocketState state, SocketHandshake handshake, Function<Socket, SocketListener> listener) {
        var socket = new ClientSocket(state, "/", handshake, recoveries);
        socket.heardBy(listener.apply(socket));
        return recoveries.expect(socket, state.pid()) ? Optional.of(socket) : Optional.empty();
    }

    /**
     * The events that the other server has sent come before those that were sent here.
     *
     * @param isDouble whether an event that was sent here, by its offset, was sent there too
     * @return false when the client cannot go on, because too much was sent meanwhile, or it is not expected any more
     */
    public boolean complete(Socket socket, SocketState earlier, Predicate<String> isDouble) {
        return socket instanceof ClientSocket own && own.complete(earlier, isDouble);
    }

    /** The number of clients whose connection was lost, and who may still come back and go on. */
    public int away() {
        return recoveries.away();
    }

    /**
     * The number of clients with an open connection, also of those that have not entered a namespace yet: they are counted a moment before {@link SocketHandler#connecting} is told of them.
     */
    public int count() {
        return sessions.count();
    }

    /** How many bytes wait to be sent to all connected clients; asks every one of them. */
    public long queuedBytes() {
        return sessions.queuedBytes();
    }

    /** The number of clients that were closed because they did not read what was sent to them. */
    public long closedForSlowness() {
        return sessions.closedForSlowness();
    }

    /**
     * The number of messages of clients that were rejected because they are too long, malformed, or break the protocol otherwise; the clients are disconnected, or answered 413. The log has a
     * warning for the first one, and then at most one every ten seconds.
     */
    public long rejectedMessages() {
        return sessions.rejectedMessages();
    }

    RuntimeException failure(AckException failure) {
        return sessions.host().failure(failure);
    }

    SocketOptions options() {
        return options;
    }

    Set<String> namespaces() {
        return handlers.keySet();
    }

    @Nullable
    SocketSession session(String sid) {
        return sessions.session(sid);
    }

    /** A handler that fails refuses the client. */
    void ask(String namespace, SocketRequest request) {
        try {
            Objects.requireNonNull(handlers.get(namespace)).connecting(request);
        } catch (RuntimeException | Error e) {
            log.error("The handler of namespace {} has failed", namespace, e);
            request.refuse("The server could not accept the client", null);
        }
    }

    Recoveries recoveries() {
        return recoveries;
    }

    /** A client wants to go on with a socket. A handler that fails refuses it. */
    void askAgain(SocketRecovery recovery) {
        String namespace = recovery.socket().namespace();
        try {
            Objects.requireNonNull(handlers.get(namespace)).recovering(recovery);
        } catch (RuntimeException | Error e) {
            log.error("The handler of namespace {} has failed", namespace, e);
            recovery.refuse();
        }
    }

    OwedAnswers owed() {
        return owed;
    }

    /** Waits for acknowledgements that the application owes to clients, at most for the timeout; then ends all sessions. Blocks: not for an event loop. */
    public void endSessions(Duration timeout) {
        if (!owed.await(timeout)) log.warn("Closing sockets although clients still wait for acknowledgements");
        recoveries.end();
        sessions.endSessions();
    }

    /** Refuses new clients, waits up to ten seconds for acknowledgements that the application owes to clients, and ends all sessions. Blocks: not for an event loop. */
    @Override
    public void close() {
        sessions.host().close();
        endSessions(CLOSING);
    }
}
