package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import org.feathers4j.socketio.EngineOptions;
import org.feathers4j.socketio.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The options of every server of Engine.IO sessions, with or without Socket.IO inside.
 *
 * @param <B> the builder itself
 */
abstract sealed class SessionOptionsBuilder<B> permits EngineServerOptions.Builder, SocketOptions.Builder {
    private String path;
    private Duration pingInterval = EngineOptions.DEFAULT.pingInterval();
    private Duration pingTimeout = EngineOptions.DEFAULT.pingTimeout();
    private Duration upgradeTimeout = EngineOptions.DEFAULT.upgradeTimeout();
    private Duration closeTimeout = EngineOptions.DEFAULT.closeTimeout();
    private int maxHttpBufferSize = EngineOptions.DEFAULT.maxPayload();
    private int maxPackets = EngineOptions.DEFAULT.maxPackets();
    private Set<Transport> transports = EngineOptions.DEFAULT.transports();
    private CorsOptions cors = CorsOptions.NONE;
    private @Nullable AllowRequest allowRequest;
    private @Nullable Function<String, Cookie> cookie;
    private int httpCompression = 1024;
    private boolean perMessageDeflate;
    private int maxQueuedBytes = 16 << 20;
    private int maxSessions = 100_000;
    private @Nullable Duration bodyTimeout;
    private @Nullable Duration answerTimeout;

    /** @param path where it is served unless another is set */
    SessionOptionsBuilder(String path) {
        this.path = path;
    }

    abstract B self();

    /** The path that is served, with or without a slash at its end; {@code /engine.io/} for plain Engine.IO and {@code /socket.io/} for Socket.IO unless set. */
    public B path(String value) {
        path = value;
        return self();
    }

    /** How long after its last pong a client is pinged again; 25 seconds unless set. */
    public B pingInterval(Duration value) {
        pingInterval = value;
        return self();
    }

    /** How long a client may take to answer a ping; 20 seconds unless set. Then its session is closed. */
    public B pingTimeout(Duration value) {
        pingTimeout = value;
        return self();
    }

    /** How long a WebSocket that is to replace polling may take to confirm the upgrade; 10 seconds unless set. */
    public B upgradeTimeout(Duration value) {
        upgradeTimeout = value;
        return self();
    }

    /** How long a session that the server has closed waits for a poll that it can answer with the close packet; 30 seconds unless set. */
    public B closeTimeout(Duration value) {
        closeTimeout = value;
        return self();
    }

    /**
     * The most bytes of one message, or of one polling request, from a client; a million unless set. A longer message closes the connection, a longer request is
     * answered 413.
     */
    public B maxHttpBufferSize(int value) {
        maxHttpBufferSize = value;
        return self();
    }

    /** The most packets in one polling request; 1000 unless set. More closes the session. */
    public B maxPackets(int value) {
        maxPackets = value;
        return self();
    }

    /** The transports that are served, at least one; both unless set. */
    public B transports(Transport... value) {
        transports = Set.of(value);
        return self();
    }

    /**
     * The sites whose pages may use long-polling; only pages of the same site unless set.
     *
     * @param credentials whether browsers may send cookies and other credentials
     * @param origins for instance {@code https://example.com}; none for all sites
     */
    public B corsOrigins(boolean credentials, String... origins) {
        cors = CorsOptions.create(c -> c.origins(List.of(origins)).credentials(credentials));
        return self();
    }

    /** Whether WebSocket messages are compressed, for clients that can: less traffic for more work and memory; false unless set. */
    public B perMessageDeflate(boolean value) {
        perMessageDeflate = value;
        return self();
    }

    /** The most bytes that may wait for one client; 16 MiB unless set. A client that lets more wait is closed. */
    public B maxQueuedBytes(int value) {
        maxQueuedBytes = value;
        return self();
    }

    /** The most clients connected at the same time; 100,000 unless set. More are refused. */
    public B maxSessions(int value) {
        maxSessions = value;
        return self();
    }

    /** Decides which clients may open a session; all may unless set. */
    public B allowRequest(AllowRequest value) {
        allowRequest = value;
        return self();
    }

    /**
     * Sets a cookie of this name, with the session ID, for clients that poll, so that a proxy sends them to the same server each time; no cookie unless set.
     */
    public B cookie(String name) {
        return cookie(
                sid -> Cookie.cookie(name, sid).setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.LAX));
    }

    /**
     * Sets a cookie of another kind.
     *
     * @param value makes a cookie from a session ID; called on an event loop
     */
    public B cookie(Function<String, Cookie> value) {
        cookie = value;
        return self();
    }

    /**
     * The length in bytes from which answers to polls are compressed, for clients that take gzip ({@code httpCompression.threshold}); 1024 unless set, {@link
     * Integer#MAX_VALUE} for none.
     */
    public B httpCompression(int threshold) {
        httpCompression = threshold;
        return self();
    }

    /**
     * How long a client may take to send the body of a request; 30 seconds unless set. Then its connection is closed, and its session ends with {@code transport error}. Not for a server inside an
     * HTTP server with timeouts of its own, such as the {@code Server} of feathers4j, which has an option of this name.
     */
    public B bodyTimeout(Duration value) {
        bodyTimeout = value;
        return self();
    }

    /**
     * How long a client may take to receive an answer once it is written; 2 minutes unless set. Then its connection is closed. A poll that waits for packets is not answered yet. Not
     * for a server inside an HTTP server with timeouts of its own, such as the {@code Server} of feathers4j, which has an option of this name.
     */
    public B answerTimeout(Duration value) {
        answerTimeout = value;
        return self();
    }

    EngineServerOptions sessions() {
        if (!path.startsWith("/") || path.equals("/"))
            throw new IllegalArgumentException(
                    "path '%s' must begin with a slash and be more than that".formatted(path));
        atLeastOne("maxHttpBufferSize", maxHttpBufferSize);
        atLeastOne("maxQueuedBytes", maxQueuedBytes);
        atLeastOne("maxSessions", maxSessions);
        return new EngineServerOptions(
                path.endsWith("/") ? path : path + "/",
                EngineOptions.create(o -> o.pingInterval(pingInterval)
                        .pingTimeout(pingTimeout)
                        .upgradeTimeout(upgradeTimeout)
                        .closeTimeout(closeTimeout)
                        .maxPayload(maxHttpBufferSize)
                        .maxPackets(maxPackets)
                        .transports(transports)),
                new HandshakeOptions(cors, allowRequest, cookie, httpCompression),
                perMessageDeflate,
                maxQueuedBytes,
                maxSessions,
                new PlainTimeouts(bodyTimeout, answerTimeout));
    }

    static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }
}
