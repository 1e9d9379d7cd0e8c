package org.feathers4j.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body waits until there is a reader. Vert.x drops bytes that arrive without a reader, and some of its handlers (AuthenticationHandlerImpl) resume the request
 * although none of the handlers after them reads at once. Belongs to the event loop of the request.
 */
final class HeldRequest extends HttpServerRequestWrapper {
    private boolean wanted;
    private boolean paused;

    HeldRequest(HttpServerRequestInternal request) {
        super(request);
        request.pause();
    }

    @Override
    public HttpServerRequest handler(@Nullable Handler<Buffer> reader) {
        super.handler(reader);
        return reader == null ? this : wanted();
    }

    @Override
    public HttpServerRequest endHandler(@Nullable Handler<Void> reader) {
        super.endHandler(reader);
        return reader == null ? this : wanted();
    }

    @Override
    public HttpServerRequest uploadHandler(@Nullable Handler<HttpServerFileUpload> reader) {
        super.uploadHandler(reader);
        return reader == null ? this : wanted();
    }

    @Override
    public Future<Buffer> body() {
        Future<Buffer> body = super.body();
        wanted();
        return body;
    }

    @Override
    public Future<Void> end() {
        Future<Void> end = super.end();
        wanted();
        return end;
    }

    /** A reader sets several handlers one after the other: the body comes after all of them. */
    private HttpServerRequest wanted() {
        if (!wanted) RequestLoop.of(this).runOnContext(nothing -> flow());
        wanted = true;
        return this;
    }

    private void flow() {
        if (!paused && !isEnded()) super.resume();
    }

    @Override
    public HttpServerRequest pause() {
        paused = true;
        super.pause();
        return this;
    }

    @Override
    public HttpServerRequest resume() {
        paused = false;
        if (wanted) super.resume();
        return this;
    }

    @Override
    public HttpServerRequest fetch(long amount) {
        if (wanted) super.fetch(amount);
        return this;
    }
}
