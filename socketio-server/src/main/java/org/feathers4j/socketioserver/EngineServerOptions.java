package org.feathers4j.socketioserver;

import java.util.function.Consumer;

import io.vertx.core.http.HttpServerOptions;
import org.feathers4j.socketio.EngineOptions;

/**
 * How Engine.IO is served; {@link Builder} has all that can be set. Immutable. The names are those of the options of engine.io where it has them:
 *
 * <pre>{@code
 * EngineServer server = EngineServer.create(o -> o.path("/live/").pingInterval(ofSeconds(10)));
 * }</pre>
 */
public final class EngineServerOptions {
    /** How long a client may take to confirm that its WebSocket is being closed. */
    private static final int SECONDS_FOR_GOODBYE = 2;

    private final String path;
    private final EngineOptions engine;
    private final HandshakeOptions handshake;
    private final boolean compression;
    private final int maxQueuedBytes;
    private final int maxSessions;
    private final PlainTimeouts timeouts;

    EngineServerOptions(
            String path,
            EngineOptions engine,
            HandshakeOptions handshake,
            boolean compression,
            int maxQueuedBytes,
            int maxSessions,
            PlainTimeouts timeouts) {
        this.path = path;
        this.engine = engine;
        this.handshake = handshake;
        this.compression = compression;
        this.maxQueuedBytes = maxQueuedBytes;
        this.maxSessions = maxSessions;
        this.timeouts = timeouts;
    }

    static EngineServerOptions create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.sessions();
    }

    EngineServerOptions withCors(CorsOptions value) {
        return new EngineServerOptions(
                path, engine, handshake.withCors(value), compression, maxQueuedBytes, maxSessions, timeouts);
    }

    /** Sets what the HTTP server in front must know: the size of frames, and whether they are compressed. Changes and returns the given options. */
    HttpServerOptions applyTo(HttpServerOptions http) {
        return http.setMaxWebSocketFrameSize(engine.maxPayload())
                .setMaxWebSocketMessageSize(engine.maxPayload())
                .setPerMessageWebSocketCompressionSupported(compression)
                .setPerFrameWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(SECONDS_FOR_GOODBYE);
    }

    /**
     * Whether a request is for this server. The slash before the query may be missing: some clients ({@code addTrailingSlash: false}) and proxies leave it out.
     *
     * @param uri path and query
     */
    boolean isFor(String uri) {
        int query = path.length() - 1;
        return uri.startsWith(path)
                || (uri.length() > query && uri.charAt(query) == '?' && uri.regionMatches(0, path, 0, query));
    }

    String path() {
        return path;
    }

    EngineOptions engine() {
        return engine;
    }

    HandshakeOptions handshake() {
        return handshake;
    }

    boolean compression() {
        return compression;
    }

    int maxQueuedBytes() {
        return maxQueuedBytes;
    }

    int maxSessions() {
        return maxSessions;
    }

    /** For servers that have no {@link HttpHost} of their own. */
    PlainTimeouts timeouts() {
        return timeouts;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link EngineServer#create}. */
    public static final class Builder extends SessionOptionsBuilder<Builder> {
        private Builder() {
            super("/engine.io/");
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
