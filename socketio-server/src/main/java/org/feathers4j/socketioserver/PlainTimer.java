package org.feathers4j.socketioserver;

import java.time.Duration;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;

/** The deadline of one request, as a timer of Vert.x. For the event loop of the request. */
final class PlainTimer implements RequestTimer {
    private static final Duration BODY = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    /** Vert.x numbers its timers from 0 on: this is none of them. */
    private static final long NONE = -1;

    private final HttpServerRequest request;
    private final Vertx vertx;
    private long timer = NONE;

    PlainTimer(HttpServerRequest request) {
        this.request = request;
        this.vertx = ((HttpServerRequestInternal) request).context().owner();
        // a stream that is reset never ends, and neither does a request whose connection breaks
        request.exceptionHandler(e -> end());
    }

    @Override
    public void forBody(Runnable late) {
        within(BODY, late);
    }

    @Override
    public void forNothing() {
        if (timer != NONE) vertx.cancelTimer(timer);
        timer = NONE;
    }

    @Override
    public Runnable forTaken() {
        within(ANSWER, this::cutOff);
        return this::end;
    }

    @Override
    public void end() {
        forNothing();
    }

    private void within(Duration timeout, Runnable late) {
        forNothing();
        timer = vertx.setTimer(timeout.toMillis(), id -> late.run());
    }

    private void cutOff() {
        if (request.version() == HttpVersion.HTTP_2) request.response().reset();
        else ForceClose.now(request.connection());
    }
}
