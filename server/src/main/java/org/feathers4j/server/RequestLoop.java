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

/** Back to the event loop of a request: middleware that blocks calls {@code next()} or {@code fail()} on a thread of its own. For any thread. */
final class RequestLoop {
    private static final Logger log = LoggerFactory.getLogger(RequestLoop.class);

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
        else handOver(loop, () -> guarded(ctx, step));
    }

    /** Hands something to a loop, unless its server has ended: there is no connection left for an answer then. */
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
