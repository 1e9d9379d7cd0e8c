package org.feathers4j.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.AnsweredRequest;
import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.jspecify.annotations.Nullable;

/** Reports answered requests to the application when it has a listener for them. Runs on the thread that answers. */
final class AnswerWatch {
    private static final int OK = 200;
    private static final int GENERAL_ERROR = 500;
    /** As nginx has it: the client closed the connection. */
    private static final int CLIENT_LEFT = 499;

    private final Application app;
    private final TrustedProxies proxies;

    AnswerWatch(Application app, TrustedProxies proxies) {
        this.app = app;
        this.proxies = proxies;
    }

    /** Reports a request that passes no middleware. */
    void watch(HttpServerRequest request) {
        if (!app.hearsRequests()) return;
        long begun = System.nanoTime();
        HttpServerResponse response = request.response();
        response.endHandler(nothing -> tell(request, response.getStatusCode(), begun));
        response.closeHandler(nothing -> {
            if (!response.ended()) tell(request, CLIENT_LEFT, begun);
        });
    }

    /** Reports a request that passes middleware, which may answer it. */
    void watch(RoutingContext ctx) {
        if (!app.hearsRequests()) return;
        long begun = System.nanoTime();
        ctx.addEndHandler(
                ended -> tell(ctx.request(), ended.succeeded() ? ctx.response().getStatusCode() : CLIENT_LEFT, begun));
    }

    private void tell(HttpServerRequest request, int status, long begun) {
        String path = request.path();
        app.answered(new AnsweredRequest(
                "rest",
                request.method().name(),
                path == null ? "" : path,
                proxies.client(request),
                status,
                since(begun)));
    }

    /**
     * Reports a call over Socket.IO.
     *
     * @param answer the arguments of the acknowledgement
     */
    void answered(
            Connection connection,
            String method,
            List<? extends @Nullable Object> arguments,
            List<? extends @Nullable Object> answer,
            long begun) {
        if (!app.hearsRequests()) return;
        String path = !arguments.isEmpty() && arguments.getFirst() instanceof String text ? text : "";
        app.answered(new AnsweredRequest("socketio", method, path, connection.ip(), status(answer), since(begun)));
    }

    private static int status(List<? extends @Nullable Object> answer) {
        if (!(answer.getFirst() instanceof Map<?, ?> error)) return OK;
        return error.get("code") instanceof Number code ? code.intValue() : GENERAL_ERROR;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
