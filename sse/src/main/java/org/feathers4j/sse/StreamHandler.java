package org.feathers4j.sse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.transport.RequestHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests for streams and for tickets on event loops, and hands them to virtual threads. */
final class StreamHandler implements Handler<RoutingContext> {
    private static final Logger log = LoggerFactory.getLogger(StreamHandler.class);
    private static final int CREATED = 201;

    private final Application app;
    private final SseOptions options;
    private final EventStreams streams;
    private final StreamAdmission admission;

    StreamHandler(Application app, SseOptions options, EventStreams streams) {
        this.app = app;
        this.options = options;
        this.streams = streams;
        this.admission = new StreamAdmission(app, options, streams);
    }

    @Override
    public void handle(RoutingContext ctx) {
        switch (below(ctx)) {
            case "", "/" -> {
                if (allows(ctx, HttpMethod.GET)) stream(ctx);
            }
            case "/tickets" -> {
                if (allows(ctx, HttpMethod.POST)) ticket(ctx);
            }
            default -> ctx.next();
        }
    }

    /** What follows the path of streams, which may stand below the path of a mounted server. */
    private String below(RoutingContext ctx) {
        String mount = ctx.mountPoint();
        String base = mount == null ? "" : mount.replaceAll("/+$", "");
        String full = ctx.normalizedPath();
        String prefix = base + options.path();
        return full.startsWith(prefix) ? full.substring(prefix.length()) : full;
    }

    private static boolean allows(RoutingContext ctx, HttpMethod method) {
        if (ctx.request().method().equals(method)) return true;
        ctx.response().putHeader("Allow", method.name());
        ctx.fail(FeathersException.methodNotAllowed(
                "Method `%s` is not supported by this endpoint.", ctx.request().method()));
        return false;
    }

    private void stream(RoutingContext ctx) {
        // an EventSource connects again after a broken connection, but not after an error
        if (streams.hasEnded()) ctx.request().connection().close();
        else {
            StreamRequest request = StreamRequest.of(ctx, options.cookie());
            Context loop = ctx.vertx().getOrCreateContext();
            onVirtualThread(ctx, () -> admission.admit(ctx, loop, request));
        }
    }

    private void ticket(RoutingContext ctx) {
        var headers = new RequestHeaders();
        ctx.request().headers().forEach(headers::add);
        String ip = ctx.request().remoteAddress().hostAddress();
        Context loop = ctx.vertx().getOrCreateContext();
        onVirtualThread(ctx, () -> {
            String ticket = admission.ticket(headers.toMap(), ip);
            handOver(loop, () -> answer(ctx, ticket));
        });
    }

    private void answer(RoutingContext ctx, String ticket) {
        var body = new LinkedHashMap<String, Object>();
        body.put("ticket", ticket);
        body.put("expiresIn", options.ticketTimeout().toMillis() / 1000.0);
        ctx.response()
                .setStatusCode(CREATED)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(Json.bytes(Map.copyOf(body))));
    }

    private void onVirtualThread(RoutingContext ctx, Runnable step) {
        Thread.ofVirtual().name("sse").start(() -> {
            try {
                step.run();
            } catch (Throwable e) {
                // also errors such as a stack overflow in a gate: the client waits for an answer
                if (FeathersException.from(e).isUnforeseen()) log.error("A stream could not be opened", e);
                ctx.fail(app.exposed(e));
            }
        });
    }

    private static void handOver(Context loop, Runnable step) {
        try {
            loop.runOnContext(nothing -> step.run());
        } catch (RejectedExecutionException e) {
            log.debug("Too late for the event loop", e);
        }
    }
}
