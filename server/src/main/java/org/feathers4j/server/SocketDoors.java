package org.feathers4j.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Socket.IO in somebody else's server: one door for each event loop that requests come in on, made when the first one comes. Safe for all threads; each door is used on its own.
 */
final class SocketDoors {
    private final Parts parts;
    private final Sockets sockets;
    private final ServiceSockets services;
    private final Vertx vertx;
    private final Map<Thread, SocketDoor> doors = new ConcurrentHashMap<>();

    SocketDoors(Parts parts, Sockets sockets, ServiceSockets services, Vertx vertx) {
        this.parts = parts;
        this.sockets = sockets;
        this.services = services;
        this.vertx = vertx;
    }

    /** Vert.x Web brings requests without the slash at the end of the path, too: for Socket.IO they are only with a query. */
    void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (request.query() == null && request.path().endsWith(sockets.options().bare())) ctx.next();
        else RequestLoop.run(ctx, this::onLoop);
    }

    private void onLoop(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        parts.options().http().proxies().settle(request);
        doors.computeIfAbsent(Thread.currentThread(), loop -> open())
                .handle(request, ctx.body().buffer());
    }

    private SocketDoor open() {
        sockets.ofUnlessServed("/", services);
        return new SocketDoor(parts, sockets, vertx, vertx.getOrCreateContext());
    }
}
