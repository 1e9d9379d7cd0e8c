package org.feathers4j.socketioserver;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import org.jspecify.annotations.Nullable;

/** The Engine.IO sessions of one server, and the event loops they live on. Safe for all threads. */
final class EngineSessions {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 15;

    private final EngineServerOptions options;
    private final HttpHost host;
    private final EngineProtocol protocol;
    private final Map<String, SocketSession> sessions = new ConcurrentHashMap<>();
    private final Set<SocketLoop> loops = ConcurrentHashMap.newKeySet();
    /** Vert.x does not expose the event loops of a server: each gets a handler with its first request. */
    private final Map<Thread, EngineIoHandler> byLoop = new ConcurrentHashMap<>();

    private final AtomicLong slow = new AtomicLong();
    private final SocketRejections rejections;

    /** @param protocol inside the sessions */
    EngineSessions(EngineServerOptions options, HttpHost host, EngineProtocol protocol) {
        this.options = options;
        this.host = host;
        this.protocol = protocol;
        this.rejections = new SocketRejections(protocol.name(), options.engine().maxPayload(), System::nanoTime);
    }

    EngineIoHandler handler(Vertx vertx, Context context) {
        return new EngineIoHandler(this, vertx, context);
    }

    HttpServerOptions httpOptions() {
        return options.applyTo(new HttpServerOptions());
    }

    boolean handles(HttpServerRequest request) {
        return protocol.isServed() && options.isFor(request.uri());
    }

    void handle(HttpServerRequest request, @Nullable Buffer body) {
        byLoop.computeIfAbsent(Thread.currentThread(), loop -> open(request)).handle(request, body);
    }

    private EngineIoHandler open(HttpServerRequest request) {
        Vertx vertx = ((HttpServerRequestInternal) request).context().owner();
        return handler(vertx, vertx.getOrCreateContext());
    }

    int count() {
        return sessions.size();
    }

    long queuedBytes() {
        long sum = 0;
        for (SocketSession session : sessions.values()) sum += session.queuedBytes();
        return sum;
    }

    long closedForSlowness() {
        return slow.get();
    }

    long rejectedMessages() {
        return rejections.count();
    }

    SocketRejections rejections() {
        return rejections;
    }

    HttpHost host() {
        return host;
    }

    EngineServerOptions options() {
        return options;
    }

    EngineProtocol protocol() {
        return protocol;
    }

    boolean hasRoom() {
        return sessions.size() < options.maxSessions();
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

    void endSessions() {
        loops.forEach(loop -> loop.close("server shutting down"));
    }

    static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
