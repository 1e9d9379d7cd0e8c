package org.feathers4j.server;

import java.util.concurrent.RejectedExecutionException;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns to the event loop of a request: blocking middleware calls {@code next()} or {@code fail()} on other threads. Safe for all threads. */
final class RequestLoop {
    private static final Logger log = LoggerFactory.getLogger(RequestLoop.class);

    /** The next handler runs on the event loop of the request. */
    static final Handler<RoutingContext> BACK = ctx -> run(ctx, RoutingContext::next);

    private RequestLoop() {}

    static ContextInternal of(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context();
    }

    /** Runs a step on the event loop, at once when this is its thread. A step that fails there fails the request. */
    static void run(RoutingContext ctx, Handler<RoutingContext> step) {
        ContextInternal loop = of(ctx.request());
        if (loop.inThread()) step.handle(ctx);
        else handOver(loop, () -> guarded(ctx, step));
    }

    /** Hands a step to a loop; drops it when the server has ended, as no connection is left for an answer then. */
    static void handOver(Context loop, Runnable step) {
        try {
            loop.runOnContext(nothing -> step.run());
        } catch (RejectedExecutionException e) {
            log.debug("Too late for the event loop", e);
        }
    }

    private static void guarded(RoutingContext ctx, Handler<RoutingContext> step) {
        try {
            step.handle(ctx);
        } catch (RuntimeException | Error e) {
            ctx.fail(e);
        }
    }
}
