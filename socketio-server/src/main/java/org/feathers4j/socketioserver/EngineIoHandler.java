package org.feathers4j.socketioserver;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import org.feathers4j.socketio.EngineError;
import org.feathers4j.socketio.EngineRequest;
import org.feathers4j.socketio.Octets;
import org.feathers4j.socketio.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Validates Engine.IO requests of one event loop and passes them to their session, which may live on another event loop. For that event loop only. */
public final class EngineIoHandler {
    private static final Logger log = LoggerFactory.getLogger(EngineIoHandler.class);
    private static final short INTERNAL_ERROR = 1011; // RFC 6455, 7.4.1
    private static final int UNAVAILABLE = 503;
    private static final int SHORTEST_TICK = 5;
    private static final int LONGEST_TICK = 1000;

    private final HttpHost host;
    private final EngineSessions sessions;
    private final EngineServerOptions options;
    private final Cors cors;
    private final SocketLoop loop;
    private final AtomicBoolean toldOfNoChannel = new AtomicBoolean();

    EngineIoHandler(EngineSessions sessions, Vertx vertx, Context context) {
        this.host = sessions.host();
        this.sessions = sessions;
        this.options = sessions.options();
        this.cors = new Cors(options.handshake().cors());
        this.loop = new SocketLoop(vertx, context, interval());
        sessions.add(loop);
    }

    /** Timeouts are exact to a tenth. */
    private long interval() {
        long shortest = options.engine().pingInterval().toMillis();
        shortest = Math.min(shortest, options.engine().pingTimeout().toMillis());
        shortest = Math.min(shortest, options.engine().upgradeTimeout().toMillis());
        Optional<Duration> inside = sessions.protocol().timeout();
        if (inside.isPresent()) shortest = Math.min(shortest, inside.get().toMillis());
        return Math.clamp(shortest / 10, SHORTEST_TICK, LONGEST_TICK);
    }

    /** Whether a request is for this server: its path is that of the options, and the application serves clients. */
    public boolean handles(HttpServerRequest request) {
        return sessions.handles(request);
    }

    /** Handles a request with any path. */
    public void handle(HttpServerRequest request) {
        handle(request, null);
    }

    /**
     * Handles a request with any path.
     *
     * @param body when it was read already; null when it was not
     */
    public void handle(HttpServerRequest request, @Nullable Buffer body) {
        cors.decorate(request);
        if (cors.answers(request)) {
            host.begin(request).end();
            return;
        }
        var asked = new EngineRequest(
                request.method().name(),
                isUpgrade(request),
                request.getParam("transport"),
                request.getParam("EIO"),
                request.getParam("sid"));
        var poll = new PollingTransport(host, request, body, options.handshake().compressFrom());
        Optional<EngineError> error = asked.error(options.engine());
        RefusedException unready = host.unready();
        if (unready != null) poll.refuse(unready);
        else if (error.isPresent()) poll.refuse(error.get());
        else if (asked.sid() == null) admit(asked, poll);
        else resume(asked, poll, asked.sid());
    }

    private static boolean isUpgrade(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    // new sessions

    private void admit(EngineRequest asked, PollingTransport poll) {
        SocketHandshake handshake = handshake(poll.request());
        AllowRequest admission = options.handshake().allowRequest();
        if (!sessions.hasRoom()) poll.refuse(EngineError.FORBIDDEN);
        else if (admission == null) begin(asked, poll, handshake);
        else {
            poll.request().pause();
            if (!host.start(() -> ask(admission, asked, poll, handshake)))
                poll.refuse(new RefusedException(UNAVAILABLE, "The server is overloaded: try again later"));
        }
    }

    /** On a virtual thread. */
    private void ask(AllowRequest admission, EngineRequest asked, PollingTransport poll, SocketHandshake handshake) {
        try {
            admission.admit(handshake);
            loop.later(() -> {
                if (!poll.isLost()) begin(asked, poll, handshake);
            });
        } catch (Throwable e) {
            // also errors: the client waits for an answer
            refuse(poll, e);
        }
    }

    private void refuse(PollingTransport poll, Throwable thrown) {
        RefusedException why = host.refusal(thrown);
        if (why != null) {
            poll.refuse(why);
            return;
        }
        log.error(
                "The handler for new {} sessions has failed",
                sessions.protocol().name(),
                thrown);
        poll.refuse(EngineError.FORBIDDEN);
    }

    private void begin(EngineRequest asked, PollingTransport poll, SocketHandshake handshake) {
        if (asked.upgrade())
            poll.request()
                    .toWebSocket()
                    .onSuccess(webSocket -> begin(poll, webSocket, handshake))
                    .onFailure(e -> noWebSocket(poll, e));
        else {
            poll.request().resume();
            SocketSession session = session(handshake, Transport.POLLING);
            setCookie(poll.request(), session.sid());
            session.begin(poll);
        }
    }

    private static void noWebSocket(PollingTransport poll, Throwable why) {
        log.debug("No WebSocket for {}", poll.request().remoteAddress(), why);
        poll.end();
    }

    private void setCookie(HttpServerRequest request, String sid) {
        Function<String, Cookie> cookie = options.handshake().cookie();
        if (cookie != null)
            request.response()
                    .putHeader(HttpHeaders.SET_COOKIE, cookie.apply(sid).encode());
    }

    private void begin(PollingTransport poll, ServerWebSocket webSocket, SocketHandshake handshake) {
        ChannelHandlerContext channel = leaveHttp(poll, webSocket);
        if (channel == null) return;
        SocketSession session = session(handshake, Transport.WEBSOCKET);
        session.begin(wire(webSocket, channel, session));
    }

    private SocketSession session(SocketHandshake handshake, Transport transport) {
        var session = new SocketSession(sessions, loop, handshake, transport);
        sessions.add(session);
        loop.add(session);
        return session;
    }

    private WebSocketTransport wire(ServerWebSocket webSocket, ChannelHandlerContext channel, SocketSession session) {
        return new WebSocketTransport(webSocket, channel, loop, options, new Handover(session));
    }

    /** @return null when frames cannot be written: then the client is sent away, and may go on polling */
    private @Nullable ChannelHandlerContext leaveHttp(PollingTransport poll, ServerWebSocket webSocket) {
        leaveHttp(poll);
        ChannelHandlerContext channel = WebSocketChannel.of(webSocket, poll.request());
        if (channel == null) {
            if (!toldOfNoChannel.getAndSet(true))
                log.warn(
                        "No WebSockets, only polling: on the module path a server that is mounted in another one needs "
                                + "--add-exports io.vertx.core/io.vertx.core.http.impl=org.feathers4j.socketioserver");
            webSocket.close(INTERNAL_ERROR, "no WebSockets here");
        }
        return channel;
    }

    /** Ends the HTTP timeouts of this connection. */
    private void leaveHttp(PollingTransport poll) {
        poll.end();
        host.upgraded(poll.request().connection());
    }

    private SocketHandshake handshake(HttpServerRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach(query::put);
        return new SocketHandshake(
                host.headers(request), query, request.uri(), host.address(request), request.isSSL(), Instant.now());
    }

    // known sessions

    private void resume(EngineRequest asked, PollingTransport poll, String sid) {
        SocketSession session = sessions.session(sid);
        if (session == null) poll.refuse(EngineError.UNKNOWN_SID);
        else if (asked.upgrade()) offerUpgrade(session, poll);
        else if (asked.method().equals("GET")) session.loop().run(() -> session.polled(poll));
        else {
            poll.request().pause();
            session.loop().run(() -> {
                if (session.posting(poll)) poll.read(session, options.engine().maxPayload());
            });
        }
    }

    private void offerUpgrade(SocketSession session, PollingTransport poll) {
        poll.request().pause();
        session.loop().run(() -> {
            if (session.isOver()) poll.refuse(EngineError.UNKNOWN_SID);
            else if (session.mayUpgrade()) loop.run(() -> upgrade(session, poll));
            else loop.run(() -> turnAway(poll));
        });
    }

    /** Accepts and closes a surplus WebSocket (engine.io, lib/server.ts, onWebSocket): some clients close their session upon an error. */
    private void turnAway(PollingTransport poll) {
        poll.request()
                .toWebSocket()
                .onSuccess(webSocket -> {
                    leaveHttp(poll);
                    webSocket.close();
                })
                .onFailure(e -> noWebSocket(poll, e));
    }

    private void upgrade(SocketSession session, PollingTransport poll) {
        poll.request()
                .toWebSocket()
                .onSuccess(webSocket -> {
                    ChannelHandlerContext channel = leaveHttp(poll, webSocket);
                    WebSocketTransport candidate = channel == null ? null : wire(webSocket, channel, session);
                    session.loop().run(() -> session.probe(candidate));
                })
                .onFailure(e -> {
                    noWebSocket(poll, e);
                    session.loop().run(() -> session.probe(null));
                });
    }

    /** Hands messages of a WebSocket over to the loop of the session. */
    private record Handover(SocketSession session) implements WebSocketTransport.Listener {
        @Override
        public void text(WebSocketTransport from, Octets message) {
            session.loop().run(() -> session.text(from, message));
        }

        @Override
        public void binary(WebSocketTransport from, Octets message) {
            session.loop().run(() -> session.binary(from, message));
        }

        @Override
        public void closed(WebSocketTransport gone, @Nullable String fault) {
            session.loop().run(() -> session.closed(gone, fault));
        }
    }
}
