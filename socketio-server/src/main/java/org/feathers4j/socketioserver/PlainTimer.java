package org.feathers4j.socketioserver;

import java.time.Duration;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;

/** The deadline of one request, as a timer of Vert.x. For the event loop of the request. */
final class PlainTimer implements RequestTimer {
    /** Vert.x numbers its timers from 0 on. */
    private static final long NONE = -1;

    private final HttpServerRequest request;
    private final Duration body;
    private final Duration answer;
    private final Vertx vertx;
    private long timer = NONE;

    /**
     * @param body how long a client may take to send a body
     * @param answer how long the client may take to receive an answer
     */
    PlainTimer(HttpServerRequest request, Duration body, Duration answer) {
        this.request = request;
        this.body = body;
        this.answer = answer;
        this.vertx = ((HttpServerRequestInternal) request).context().owner();
        // a stream that is reset never ends, and neither does a request whose connection breaks
        request.exceptionHandler(e -> end());
    }

    @Override
    public void forBody(Runnable late) {
        within(body, late);
    }

    @Override
    public void forNothing() {
        if (timer != NONE) vertx.cancelTimer(timer);
        timer = NONE;
    }

    @Override
    public Runnable forTaken() {
        within(answer, this::cutOff);
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
