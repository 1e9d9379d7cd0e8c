package org.feathers4j.socketioserver;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.http.WebSocketInternal;

/** Netty's side of a WebSocket. */
final class WebSocketChannel {
    private WebSocketChannel() {}

    /**
     * The context that frames are written to.
     *
     * @throws IllegalStateException when it cannot be reached
     */
    static ChannelHandlerContext of(ServerWebSocket webSocket, HttpServerRequest request) {
        if (webSocket instanceof WebSocketInternal known) return known.channelHandlerContext();
        try {
            // Vert.x Web wraps it (ServerWebSocketWrapper); the last handler of the connection is Vert.x's own
            if (request.connection() instanceof HttpServerConnection connection)
                return connection.channelHandlerContext().pipeline().lastContext();
        } catch (LinkageError e) {
            // on the module path that package of Vert.x is not open to us
            throw new IllegalStateException("WebSockets of a mounted server need the class path", e);
        }
        throw new IllegalStateException("No way to the connection of %s".formatted(webSocket.getClass()));
    }
}
