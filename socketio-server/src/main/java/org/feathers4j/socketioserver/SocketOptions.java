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

    private SocketOptions(
            EngineServerOptions server, PacketLimits packets, Duration connectTimeout, int maxPendingAcks) {
        this.server = server;
        this.packets = packets;
        this.connectTimeout = connectTimeout;
        this.maxPendingAcks = maxPendingAcks;
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
        return new SocketOptions(server.withCors(value), packets, connectTimeout, maxPendingAcks);
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

    /** What can be set. Used by one thread, inside the lambda of {@link SocketIoServer#create} or {@link SocketOptions#create}. */
    public static final class Builder extends SessionOptionsBuilder<Builder> {
        private PacketLimits packets = PacketLimits.DEFAULT;
        private Duration connectTimeout = Duration.ofSeconds(45);
        private int maxPendingAcks = 1000;

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

        private SocketOptions build() {
            if (!connectTimeout.isPositive())
                throw new IllegalArgumentException("connectTimeout %s must be positive".formatted(connectTimeout));
            atLeastOne("maxPendingAcks", maxPendingAcks);
            return new SocketOptions(sessions(), packets, connectTimeout, maxPendingAcks);
        }
    }
}
