package org.feathers4j.server;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.socketioserver.SocketIoServer;

/** Socket.IO in a foreign HTTP server, as a route of a Vert.x Web router. Safe for all threads. */
final class SocketMount {
    private final TrustedProxies proxies;
    private final SocketPath path;
    private final SocketIoServer sockets;
    private final ServiceSockets services;
    private volatile boolean begun;

    SocketMount(TrustedProxies proxies, SocketPath path, SocketIoServer sockets, ServiceSockets services) {
        this.proxies = proxies;
        this.path = path;
        this.sockets = sockets;
        this.services = services;
    }

    /** Vert.x Web also routes requests without the slash at the end of the path: those are for Socket.IO only with a query. */
    void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.query() == null && request.path().endsWith(path.bare())) ctx.next();
        else RequestLoop.run(ctx, this::onLoop);
    }

    private void onLoop(RoutingContext ctx) {
        if (!begun) begin();
        proxies.settle(ctx.request());
        sockets.handle(ctx.request(), ctx.body().buffer());
    }

    /** Not before the first request: until then the application may take the main namespace. */
    private void begin() {
        sockets.ofUnlessServed("/", services);
        begun = true;
    }
}
