package org.feathers4j.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Socket.IO server: its namespaces and its clients. As long as no namespace is served, requests to its path are like all others.
 *
 * <p>Safe for all threads.
 */
public final class SocketIoServer {
    private static final Logger log = LoggerFactory.getLogger(SocketIoServer.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 15;

    private final SocketOptions options;
    private final HttpHost host;
    private final Map<String, SocketHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, SocketSession> sessions = new ConcurrentHashMap<>();
    private final Set<SocketLoop> loops = ConcurrentHashMap.newKeySet();
    /** Nobody tells which event loops there are: each gets a handler with its first request. */
    private final Map<Thread, EngineIoHandler> byLoop = new ConcurrentHashMap<>();

    private final AtomicLong slow = new AtomicLong();
    private final OwedAnswers owed = new OwedAnswers();
    private final SocketRejections rejections;

    private SocketIoServer(SocketOptions options, HttpHost host) {
        this.options = options;
        this.host = host;
        this.rejections = new SocketRejections(options.engine().maxPayload(), System::nanoTime);
    }

    /**
     * Socket.IO behind an HTTP server with limits and timeouts of its own.
     *
     * @param host what is needed of that server
     */
    public static SocketIoServer create(SocketOptions options, HttpHost host) {
        return new SocketIoServer(options, host);
    }

    /**
     * Serves a namespace.
     *
     * @param namespace {@code /} for the main one; all others begin with a slash, too
     * @param handler asked about every client
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

    /** The same for a namespace that may be served already; then it is left alone. */
    public void ofUnlessServed(String namespace, SocketHandler handler) {
        handlers.putIfAbsent(namespace, handler);
    }

    /**
     * What requests to the path of Socket.IO go to, on one event loop. For an HTTP server that has one request handler for each of its event loops; all others use {@link #handle}.
     *
     * @param vertx that the event loop belongs to
     * @param context on the event loop which calls this, and which the handler is used on
     */
    public EngineIoHandler handler(Vertx vertx, Context context) {
        return new EngineIoHandler(this, vertx, context);
    }

    /**
     * Handles a request, whatever its path. To be called on the event loop of the request.
     *
     * @param body of the request when it was read already; null when it was not
     */
    public void handle(HttpServerRequest request, @Nullable Buffer body) {
        byLoop.computeIfAbsent(Thread.currentThread(), loop -> open(request)).handle(request, body);
    }

    private EngineIoHandler open(HttpServerRequest request) {
        Vertx vertx = ((HttpServerRequestInternal) request).context().owner();
        return handler(vertx, vertx.getOrCreateContext());
    }

    /** How many clients are connected. */
    public int count() {
        return sessions.size();
    }

    /** How many clients were closed because they did not read what was sent to them. */
    public long closedForSlowness() {
        return slow.get();
    }

    /**
     * How many messages of clients were rejected because they are too long, malformed, or break the protocol otherwise; the clients are disconnected, or answered 413. The log has a
     * warning for the first one, and then at most one every ten seconds.
     */
    public long rejectedMessages() {
        return rejections.count();
    }

    SocketRejections rejections() {
        return rejections;
    }

    HttpHost host() {
        return host;
    }

    SocketOptions options() {
        return options;
    }

    Set<String> namespaces() {
        return handlers.keySet();
    }

    boolean areServed() {
        return !handlers.isEmpty();
    }

    boolean hasRoom() {
        return sessions.size() < options.limits().maxSessions();
    }

    @Nullable
    SocketSession session(String sid) {
        return sessions.get(sid);
    }

    void add(SocketLoop loop) {
        loops.add(loop);
    }

    void add(SocketSession session) {
        sessions.put(session.sid(), session);
    }

    void remove(SocketSession session) {
        sessions.remove(session.sid());
    }

    void countSlow() {
        slow.incrementAndGet();
    }

    /** A handler that fails lets nobody in. */
    void ask(String namespace, SocketRequest request) {
        try {
            Objects.requireNonNull(handlers.get(namespace)).connecting(request);
        } catch (RuntimeException | Error e) {
            log.error("The handler of namespace {} has failed", namespace, e);
            request.refuse("The server could not let you in", null);
        }
    }

    OwedAnswers owed() {
        return owed;
    }

    /** Waits for the answers that clients still wait for, for a while; then ends all sessions. Blocks: not for an event loop. */
    public void close(Duration patience) {
        if (!owed.await(patience)) log.warn("Sockets are closed although clients wait for answers");
        loops.forEach(loop -> loop.close("server shutting down"));
    }

    static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
