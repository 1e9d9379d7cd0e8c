package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerOptions;
import org.feathers4j.socketio.EngineOptions;
import org.feathers4j.socketio.PacketLimits;
import org.feathers4j.socketio.Transport;
import org.jspecify.annotations.Nullable;

/**
 * How Socket.IO is served; {@link Builder} has all that can be set. Immutable. The names are those of the options of socket.io where it has them:
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create(o -> o.path("/live/").pingInterval(ofSeconds(10)));
 * }</pre>
 */
public final class SocketOptions {
    /** How long a client may take to confirm that its WebSocket is being closed. */
    private static final int SECONDS_FOR_GOODBYE = 2;

    /** What socket.io 4 has, and limits where it has none. */
    public static final SocketOptions DEFAULT = create(options -> {});

    private final String path;
    private final EngineOptions engine;
    private final PacketLimits packets;
    private final Duration connectTimeout;
    private final HandshakeOptions handshake;
    private final boolean compression;
    private final SocketLimits limits;

    private SocketOptions(
            String path,
            EngineOptions engine,
            PacketLimits packets,
            Duration connectTimeout,
            HandshakeOptions handshake,
            boolean compression,
            SocketLimits limits) {
        this.path = path;
        this.engine = engine;
        this.packets = packets;
        this.connectTimeout = connectTimeout;
        this.handshake = handshake;
        this.compression = compression;
        this.limits = limits;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when an option has a value that it cannot have
     */
    public static SocketOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    /** A copy with another {@link #cors()}. */
    public SocketOptions withCors(CorsOptions value) {
        return new SocketOptions(path, engine, packets, connectTimeout, handshake.withCors(value), compression, limits);
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

    /** Where it is served, with a slash at its end. What begins with it is no request for a service; services and handlers with such a path are refused. */
    public String path() {
        return path;
    }

    /** Timing and size of sessions. */
    public EngineOptions engine() {
        return engine;
    }

    /** How much a packet may hold. */
    public PacketLimits packets() {
        return packets;
    }

    /** How long a client may be in no namespace. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Whether pages of other sites may use long-polling. */
    public CorsOptions cors() {
        return handshake.cors();
    }

    /** Whether WebSocket messages are compressed. */
    public boolean compression() {
        return compression;
    }

    HandshakeOptions handshake() {
        return handshake;
    }

    SocketLimits limits() {
        return limits;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link SocketIoServer#create} or {@link SocketOptions#create}. */
    public static final class Builder {
        private String path = "/socket.io/";
        private Duration pingInterval = EngineOptions.DEFAULT.pingInterval();
        private Duration pingTimeout = EngineOptions.DEFAULT.pingTimeout();
        private Duration upgradeTimeout = EngineOptions.DEFAULT.upgradeTimeout();
        private Duration closeTimeout = EngineOptions.DEFAULT.closeTimeout();
        private int maxHttpBufferSize = EngineOptions.DEFAULT.maxPayload();
        private int maxPackets = EngineOptions.DEFAULT.maxPackets();
        private Set<Transport> transports = EngineOptions.DEFAULT.transports();
        private PacketLimits packets = PacketLimits.DEFAULT;
        private Duration connectTimeout = Duration.ofSeconds(45);
        private CorsOptions cors = CorsOptions.NONE;
        private @Nullable AllowRequest allowRequest;
        private @Nullable Function<String, Cookie> cookie;
        private int httpCompression = 1024;
        private boolean perMessageDeflate;
        private int maxQueuedBytes = 16 << 20;
        private int maxSessions = 100_000;
        private int maxPendingAcks = 1000;

        private Builder() {}

        /** Where it is served, with or without a slash at its end; {@code /socket.io/} unless set. */
        public Builder path(String value) {
            path = value;
            return this;
        }

        /** How long after the last pong a client is pinged again; 25 seconds unless set. */
        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        /** How long a client may take to answer a ping; 20 seconds unless set. Then its session is closed. */
        public Builder pingTimeout(Duration value) {
            pingTimeout = value;
            return this;
        }

        /** How long a WebSocket that is to replace polling may take to say so; 10 seconds unless set. */
        public Builder upgradeTimeout(Duration value) {
            upgradeTimeout = value;
            return this;
        }

        /** How long a session that the server has closed waits for a poll that takes the news; 30 seconds unless set. */
        public Builder closeTimeout(Duration value) {
            closeTimeout = value;
            return this;
        }

        /**
         * The most bytes of one message, or of one polling request, from a client; a million unless set. A longer message closes the connection, a longer request is
         * answered 413.
         */
        public Builder maxHttpBufferSize(int value) {
            maxHttpBufferSize = value;
            return this;
        }

        /** The most packets in one polling request; 1000 unless set. More closes the session. */
        public Builder maxPackets(int value) {
            maxPackets = value;
            return this;
        }

        /** What is served, at least one; both unless set. */
        public Builder transports(Transport... value) {
            transports = Set.of(value);
            return this;
        }

        /** How much a packet may hold; {@link PacketLimits#DEFAULT} unless set. */
        public Builder packetLimits(PacketLimits value) {
            packets = value;
            return this;
        }

        /** How long a client may be in no namespace; 45 seconds unless set. Then its session is closed. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /**
         * The sites whose pages may use long-polling; only pages of the same site unless set.
         *
         * @param credentials whether cookies and the like may come along
         * @param origins for instance {@code https://example.com}; none for all sites
         */
        public Builder corsOrigins(boolean credentials, String... origins) {
            cors = CorsOptions.create(c -> c.origins(List.of(origins)).credentials(credentials));
            return this;
        }

        /** Whether WebSocket messages are compressed, for clients that can: less traffic for more work and memory; false unless set. */
        public Builder perMessageDeflate(boolean value) {
            perMessageDeflate = value;
            return this;
        }

        /** How many bytes may wait to be sent to one client; 16 MiB unless set. A client that lets more wait is closed. */
        public Builder maxQueuedBytes(int value) {
            maxQueuedBytes = value;
            return this;
        }

        /** How many clients may be connected at the same time; 100,000 unless set. More are refused. */
        public Builder maxSessions(int value) {
            maxSessions = value;
            return this;
        }

        /** How many answers of one client the server waits for at the same time, see {@link Socket#ask}; 1000 unless set. */
        public Builder maxPendingAcks(int value) {
            maxPendingAcks = value;
            return this;
        }

        /** Decides which clients may open a session; all may unless set. */
        public Builder allowRequest(AllowRequest value) {
            allowRequest = value;
            return this;
        }

        /**
         * A cookie of this name for clients that poll, with the name of their session, so that a proxy sends them to the same server each time; no cookie unless set.
         */
        public Builder cookie(String name) {
            return cookie(sid ->
                    Cookie.cookie(name, sid).setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.LAX));
        }

        /**
         * The same for cookies of another kind.
         *
         * @param value makes one of the name of a session; called on an event loop
         */
        public Builder cookie(Function<String, Cookie> value) {
            cookie = value;
            return this;
        }

        /**
         * The length in bytes from which answers to polls are compressed, for clients that take gzip ({@code httpCompression.threshold}); 1024 unless set, {@link
         * Integer#MAX_VALUE} for none.
         */
        public Builder httpCompression(int threshold) {
            httpCompression = threshold;
            return this;
        }

        private SocketOptions build() {
            if (!path.startsWith("/") || path.equals("/"))
                throw new IllegalArgumentException(
                        "path '%s' must begin with a slash and be more than that".formatted(path));
            if (!connectTimeout.isPositive())
                throw new IllegalArgumentException("connectTimeout %s must be positive".formatted(connectTimeout));
            if (maxHttpBufferSize < 1)
                throw new IllegalArgumentException(
                        "maxHttpBufferSize %d must be at least 1".formatted(maxHttpBufferSize));
            return new SocketOptions(
                    path.endsWith("/") ? path : path + "/",
                    new EngineOptions(
                            pingInterval,
                            pingTimeout,
                            upgradeTimeout,
                            closeTimeout,
                            maxHttpBufferSize,
                            maxPackets,
                            transports),
                    packets,
                    connectTimeout,
                    new HandshakeOptions(cors, allowRequest, cookie, httpCompression),
                    perMessageDeflate,
                    new SocketLimits(maxQueuedBytes, maxSessions, maxPendingAcks));
        }
    }
}
