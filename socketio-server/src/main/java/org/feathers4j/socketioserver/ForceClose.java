package org.feathers4j.socketioserver;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection at once. Vert.x's own {@code close()} first sends what was written (VertxConnection, writeClose), and so waits for ever for a client
 * that does not read, with the answer in memory.
 */
public final class ForceClose {
    private static final Logger log = LoggerFactory.getLogger(ForceClose.class);

    private ForceClose() {}

    /** Closes a connection and drops unsent bytes. Called on its event loop, or by a timer. */
    public static void now(HttpConnection connection) {
        try {
            if (connection instanceof HttpServerConnection server) {
                var closing = server.channelHandlerContext().close();
                closing.addListener(done -> log.debug("Cut off {}", connection.remoteAddress()));
            } else connection.close();
        } catch (LinkageError e) {
            // on the module path that package of Vert.x is not open to us
            connection.close();
        }
    }
}
