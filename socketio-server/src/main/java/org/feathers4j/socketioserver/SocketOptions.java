package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.function.Consumer;

import io.vertx.core.http.HttpServerOptions;
import org.feathers4j.socketio.EngineOptions;
import org.feathers4j.socketio.PacketLimits;

/**
 * How Socket.IO is served; {@link Builder} has all that can be set. Immutable. The names are those of the options of socket.io where it has them:
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create(o -> o.path("/live/").pingInterval(ofSeconds(10)));
 * }</pre>
 */
public final class SocketOptions {
    /** What socket.io 4 has, and limits where it has none. */
    public static final SocketOptions DEFAULT = create(options -> {});

    private final EngineServerOptions server;
    private final PacketLimits packets;
    private final Duration connectTimeout;
    private final int maxPendingAcks;
    private final Duration connectionStateRecovery;
    private final int maxReplayBytes;

    private SocketOptions(EngineServerOptions server, Builder from) {
        this(
                server,
                from.packets,
                from.connectTimeout,
                from.maxPendingAcks,
                from.connectionStateRecovery,
                from.maxReplayBytes);
    }

    private SocketOptions(
            EngineServerOptions server,
            PacketLimits packets,
            Duration connectTimeout,
            int maxPendingAcks,
            Duration connectionStateRecovery,
            int maxReplayBytes) {
        this.server = server;
        this.packets = packets;
        this.connectTimeout = connectTimeout;
        this.maxPendingAcks = maxPendingAcks;
        this.connectionStateRecovery = connectionStateRecovery;
        this.maxReplayBytes = maxReplayBytes;
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
        return new SocketOptions(
                server.withCors(value),
                packets,
                connectTimeout,
                maxPendingAcks,
                connectionStateRecovery,
                maxReplayBytes);
    }

    /** Sets what the HTTP server in front must know: the size of frames, and whether they are compressed. Changes and returns the given options. */
    public HttpServerOptions applyTo(HttpServerOptions http) {
        return server.applyTo(http);
    }

    /** The path that is served, with a slash at its end. Requests below it never reach a service; services and handlers with such a path are refused. */
    public String path() {
        return server.path();
    }

    /** Options of sessions. */
    public EngineOptions engine() {
        return server.engine();
    }

    /** Limits of packets. */
    public PacketLimits packets() {
        return packets;
    }

    /** How long a client may be in no namespace. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Whether pages of other sites may use long-polling. */
    public CorsOptions cors() {
        return server.handshake().cors();
    }

    /** Whether WebSocket messages are compressed. */
    public boolean compression() {
        return server.compression();
    }

    EngineServerOptions server() {
        return server;
    }

    int maxPendingAcks() {
        return maxPendingAcks;
    }

    /** For how long a client may be away and go on; zero when none may. */
    public Duration connectionStateRecovery() {
        return connectionStateRecovery;
    }

    int maxReplayBytes() {
        return maxReplayBytes;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link SocketIoServer#create} or {@link SocketOptions#create}. */
    public static final class Builder extends SessionOptionsBuilder<Builder> {
        private PacketLimits packets = PacketLimits.DEFAULT;
        private Duration connectTimeout = Duration.ofSeconds(45);
        private int maxPendingAcks = 1000;
        private Duration connectionStateRecovery = Duration.ZERO;
        private int maxReplayBytes = 256 << 10;

        private Builder() {
            super("/socket.io/");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Limits of packets; {@link PacketLimits#DEFAULT} unless changed: {@code o.packetLimits(p -> p.maxAttachments(3))}. */
        public Builder packetLimits(Consumer<PacketLimits.Builder> change) {
            packets = PacketLimits.create(change);
            return this;
        }

        /** How long a client may be in no namespace; 45 seconds unless set. Then its session is closed. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** The most acknowledgements of one client that the server waits for at the same time, see {@link Socket#ask}; 1000 unless set. */
        public Builder maxPendingAcks(int value) {
            maxPendingAcks = value;
            return this;
        }

        /**
         * For how long a client may be away after its connection was lost, and then go on as if nothing had happened: its socket keeps its id and its listener, and what was sent meanwhile with
         * {@link SocketIoServer#event} is delivered, in order and once. Zero unless set: each lost connection ends its socket, as in socket.io without {@code connectionStateRecovery}.
         *
         * <p>socket.io-client does its part by itself from 4.6 on, and tells with {@code socket.recovered}. It finds the offset of an event in one more argument, at the end, which handlers see
         * as well. A client that comes back too late, or after more events than {@link #maxReplayBytes} can hold, is a new one; {@link SocketListener#disconnected} is called then.
         *
         * @param maxDisconnectionDuration {@code maxDisconnectionDuration} of socket.io, which has 2 minutes
         */
        public Builder connectionStateRecovery(Duration maxDisconnectionDuration) {
            connectionStateRecovery = maxDisconnectionDuration;
            return this;
        }

        /**
         * How many bytes of events are remembered for each client that may come back, 256 KiB unless set. An event to many clients counts for each, and is kept once. At most what
         * {@link EngineServerOptions.Builder#maxQueuedBytes} allows.
         */
        public Builder maxReplayBytes(int value) {
            maxReplayBytes = value;
            return this;
        }

        private SocketOptions build() {
            if (!connectTimeout.isPositive())
                throw new IllegalArgumentException("connectTimeout %s must be positive".formatted(connectTimeout));
            atLeastOne("maxPendingAcks", maxPendingAcks);
            if (connectionStateRecovery.isNegative())
                throw new IllegalArgumentException(
                        "connectionStateRecovery %s must not be negative".formatted(connectionStateRecovery));
            atLeastOne("maxReplayBytes", maxReplayBytes);
            EngineServerOptions server = sessions();
            if (connectionStateRecovery.isPositive() && maxReplayBytes > server.maxQueuedBytes())
                throw new IllegalArgumentException("maxReplayBytes %d must not be above maxQueuedBytes %d"
                        .formatted(maxReplayBytes, server.maxQueuedBytes()));
            return new SocketOptions(server, this);
        }
    }
}
