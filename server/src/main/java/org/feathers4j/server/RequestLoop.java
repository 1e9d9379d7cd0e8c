package org.feathers4j.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;

/** Back to the event loop of a request: middleware that blocks calls {@code next()} or {@code fail()} on a thread of its own. For any thread. */
final class RequestLoop {
    /** What comes next runs on the event loop of the request. */
    static final Handler<RoutingContext> BACK = ctx -> run(ctx, RoutingContext::next);

    private RequestLoop() {}

    static ContextInternal of(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }

    /** Runs a step on the event loop, at once when this is its thread. A step that fails there fails the request. */
    static void run(RoutingContext ctx, Handler<RoutingContext> step) {
        ContextInternal loop = of(ctx.request());
        if (loop.inThread()) step.handle(ctx);
        else loop.runOnContext(nothing -> guarded(ctx, step));
    }

    private static void guarded(RoutingContext ctx, Handler<RoutingContext> step) {
        try {
            step.handle(ctx);
        } catch (RuntimeException e) {
            ctx.fail(e);
        }
    }
}
