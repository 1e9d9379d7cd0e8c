package org.feathers4j.socketioserver;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.http.WebSocketInternal;
import org.jspecify.annotations.Nullable;

/** Netty's side of a WebSocket. */
final class WebSocketChannel {
    private WebSocketChannel() {}

    /**
     * The context that frames are written to.
     *
     * @return null when it cannot be reached: Vert.x Web has wrapped the WebSocket, and on the module path the package of the connection is not open to us
     */
    static @Nullable ChannelHandlerContext of(ServerWebSocket webSocket, HttpServerRequest request) {
        if (webSocket instanceof WebSocketInternal known) return known.channelHandlerContext();
        try {
            // Vert.x Web wraps it (ServerWebSocketWrapper); the last handler of the connection is Vert.x's own
            return request.connection() instanceof HttpServerConnection connection
                    ? connection.channelHandlerContext().pipeline().lastContext()
                    : null;
        } catch (LinkageError e) {
            return null;
        }
    }
}
