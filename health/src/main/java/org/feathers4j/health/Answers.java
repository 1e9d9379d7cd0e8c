package org.feathers4j.health;

import java.util.Map;
import java.util.function.Supplier;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.json.Json;

/** Answers one path with JSON that no proxy keeps; other paths go on to services. On the event loop. */
final class Answers implements Handler<RoutingContext> {
    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body a JSON object
     */
    record Answer(int status, Map<String, Object> body) {}

    private final String path;
    private final Supplier<Answer> source;

    /** @param source asked for each request; must not block */
    Answers(String path, Supplier<Answer> source) {
        this.path = path;
        this.source = source;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        if (!ctx.normalizedPath().endsWith(path)) ctx.next();
        else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) answer(ctx, source.get());
        else ctx.response().putHeader("Allow", "GET, HEAD").setStatusCode(405).end();
    }

    private static void answer(RoutingContext ctx, Answer answer) {
        ctx.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(Json.text(answer.body()));
    }
}
