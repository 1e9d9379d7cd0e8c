package org.feathers4j.openapi;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for a document, which is made again when services have changed, and every second at most: hooks may be registered at any time, and tell nobody. Requests come on event loops; documents are
 * made on a worker of Vert.x, for an application may have many services.
 */
final class DocumentHandler implements Handler<RoutingContext> {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    /** Makes the document. */
    @FunctionalInterface
    interface Source {
        /** Its bytes. */
        byte[] make();
    }

    /**
     * @param change the number of the change of services that it was made after
     * @param made when, in nanoseconds
     */
    private record Made(Content content, long change, long made) {}

    private final String path;
    private final String type;
    private final Source source;
    private final LongSupplier changes;
    private volatile @Nullable Made last;

    DocumentHandler(String path, String type, Source source, LongSupplier changes) {
        this.path = path;
        this.type = type;
        this.source = source;
        this.changes = changes;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        if (!ctx.normalizedPath().endsWith(path)) ctx.next();
        else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) answer(ctx);
        else ctx.response().putHeader("Allow", "GET, HEAD").setStatusCode(405).end();
    }

    private void answer(RoutingContext ctx) {
        Made present = last;
        if (present != null && isFresh(present)) present.content().answer(ctx);
        else
            ctx.vertx()
                    .executeBlocking(this::content)
                    .onSuccess(content -> content.answer(ctx))
                    .onFailure(ctx::fail);
    }

    private boolean isFresh(Made present) {
        return present.change() == changes.getAsLong() && System.nanoTime() - present.made() < FRESH;
    }

    private Content content() {
        long change = changes.getAsLong();
        var content = Content.of(type, source.make());
        last = new Made(content, change, System.nanoTime());
        return content;
    }
}
