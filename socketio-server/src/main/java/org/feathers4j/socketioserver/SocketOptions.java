package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerOptions;
import org.feathers4j.socketio.EngineOptions;
import org.feathers4j.socketio.PacketLimits;
import org.feathers4j.socketio.Transport;

/**
 * How Socket.IO is served. Immutable; every method returns a changed copy. The names are those of the options of socket.io where it has them:
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create(o -> o.withPath("/live/").withPingInterval(ofSeconds(10)));
 * }</pre>
 *
 * @param path where it is served; whatever begins with it is no request for a service, and services and handlers with such a path are refused
 * @param engine timing and size of sessions
 * @param packets limits of packets
 * @param connectTimeout how long a client may be in no namespace
 * @param handshake how sessions are opened, and polls answered
 * @param compression whether WebSocket messages are compressed ({@code perMessageDeflate})
 * @param limits how much clients may have
 */
public record SocketOptions(
        String path,
        EngineOptions engine,
        PacketLimits packets,
        Duration connectTimeout,
        HandshakeOptions handshake,
        boolean compression,
        SocketLimits limits) {
    /** How long a client may take to confirm that its WebSocket is being closed. */
    private static final int SECONDS_FOR_GOODBYE = 2;

    /** What socket.io 4 has, and limits where it has none. */
    public static final SocketOptions DEFAULT = new SocketOptions(
            "/socket.io/",
            EngineOptions.DEFAULT,
            PacketLimits.DEFAULT,
            Duration.ofSeconds(45),
            HandshakeOptions.DEFAULT,
            false,
            SocketLimits.DEFAULT);

    /** Checks them; a path without slash at its end gets one. */
    public SocketOptions {
        if (!path.startsWith("/") || path.equals("/"))
            throw new IllegalArgumentException(
                    "path '%s' must begin with a slash and be more than that".formatted(path));
        if (!path.endsWith("/")) path += "/";
        if (!connectTimeout.isPositive())
            throw new IllegalArgumentException("connectTimeout %s must be positive".formatted(connectTimeout));
    }

    /** What the HTTP server in front has to know: the size of frames, and whether they are compressed. Changes and returns these options. */
    public HttpServerOptions applyTo(HttpServerOptions http) {
        return http.setMaxWebSocketFrameSize(engine.maxPayload())
                .setMaxWebSocketMessageSize(engine.maxPayload())
                .setPerMessageWebSocketCompressionSupported(compression)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(SECONDS_FOR_GOODBYE);
    }

    /**
     * Whether a request is for Socket.IO. The slash before the query may be missing: some clients ({@code addTrailingSlash: false}) and proxies leave it out.
     *
     * @param uri path and query
     */
    boolean isFor(String uri) {
        int query = path.length() - 1;
        return uri.startsWith(path)
                || (uri.length() > query && uri.charAt(query) == '?' && uri.regionMatches(0, path, 0, query));
    }

    /** Where it is served, {@code /socket.io/} by default. */
    public SocketOptions withPath(String value) {
        return new SocketOptions(value, engine, packets, connectTimeout, handshake, compression, limits);
    }

    /** How long after the last pong a client is pinged again. */
    public SocketOptions withPingInterval(Duration value) {
        return withEngine(e -> e.withPingInterval(value));
    }

    /** How long a client may take to answer a ping; then it is gone. */
    public SocketOptions withPingTimeout(Duration value) {
        return withEngine(e -> e.withPingTimeout(value));
    }

    /** How long a WebSocket that is to replace polling may take. */
    public SocketOptions withUpgradeTimeout(Duration value) {
        return withEngine(e -> e.withUpgradeTimeout(value));
    }

    /** The most bytes of one message, or of one polling request, from a client; more closes its connection, or is answered 413. */
    public SocketOptions withMaxHttpBufferSize(int value) {
        return withEngine(e -> e.withMaxPayload(value));
    }

    /** What is served; both by default. */
    public SocketOptions withTransports(Transport... value) {
        return withEngine(e -> e.withTransports(Set.of(value)));
    }

    /** Timing and size of sessions: {@code s -> s.withEngine(e -> e.withMaxPackets(100))}. */
    public SocketOptions withEngine(UnaryOperator<EngineOptions> change) {
        return new SocketOptions(path, change.apply(engine), packets, connectTimeout, handshake, compression, limits);
    }

    /** How much a packet may hold. */
    public SocketOptions withPacketLimits(PacketLimits value) {
        return new SocketOptions(path, engine, value, connectTimeout, handshake, compression, limits);
    }

    /** How long a client may be in no namespace. */
    public SocketOptions withConnectTimeout(Duration value) {
        return new SocketOptions(path, engine, packets, value, handshake, compression, limits);
    }

    /** The only sites whose pages may use long-polling, with cookies and the like; none for all. */
    public SocketOptions withCorsOrigins(boolean credentials, String... origins) {
        return with(handshake.withCors(new CorsOptions(true, List.of(origins), credentials)));
    }

    /** Whether WebSocket messages are compressed, for clients that can: less traffic for more work and memory. */
    public SocketOptions withPerMessageDeflate(boolean value) {
        return new SocketOptions(path, engine, packets, connectTimeout, handshake, value, limits);
    }

    /** How many bytes may wait to be sent to one client. */
    public SocketOptions withMaxQueuedBytes(int value) {
        return with(limits.withMaxQueuedBytes(value));
    }

    /** How many clients may be connected at the same time. */
    public SocketOptions withMaxSessions(int value) {
        return with(limits.withMaxSessions(value));
    }

    /** How many answers of one client the server waits for at the same time, see {@link Socket#ask}. */
    public SocketOptions withMaxPendingAcks(int value) {
        return with(limits.withMaxPendingAcks(value));
    }

    /** Decides which clients may open a session; all by default. */
    public SocketOptions withAllowRequest(AllowRequest value) {
        return with(handshake.withAllowRequest(value));
    }

    /** A cookie of this name for clients that poll, with the name of their session, so that a proxy sends them to the same server each time. */
    public SocketOptions withCookie(String name) {
        return withCookie(
                sid -> Cookie.cookie(name, sid).setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.LAX));
    }

    /**
     * The same for cookies of another kind.
     *
     * @param value makes one of the name of a session; called on an event loop
     */
    public SocketOptions withCookie(Function<String, Cookie> value) {
        return with(handshake.withCookie(value));
    }

    /** The length in bytes from which answers to polls are compressed, for clients that take gzip; 1024 by default, {@link Integer#MAX_VALUE} for none. */
    public SocketOptions withHttpCompression(int threshold) {
        return with(handshake.withCompressFrom(threshold));
    }

    private SocketOptions with(HandshakeOptions value) {
        return new SocketOptions(path, engine, packets, connectTimeout, value, compression, limits);
    }

    private SocketOptions with(SocketLimits value) {
        return new SocketOptions(path, engine, packets, connectTimeout, handshake, compression, value);
    }
}
