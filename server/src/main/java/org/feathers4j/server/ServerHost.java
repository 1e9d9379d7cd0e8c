package org.feathers4j.server;

import java.util.Map;
import java.util.function.BooleanSupplier;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.AckException;
import org.feathers4j.socketioserver.HttpHost;
import org.feathers4j.socketioserver.RefusedException;
import org.feathers4j.socketioserver.RequestTimer;
import org.feathers4j.transport.Dispatcher;
import org.feathers4j.transport.RequestHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Shared by Socket.IO and REST on one port: limits, timeouts, trusted proxies, and the errors of Feathers. Immutable.
 *
 * @param calls the calls in flight
 * @param clients the open connections
 * @param http the trusted proxies, and whether answers are compressed
 * @param ready whether the services are set up
 */
record ServerHost(Calls calls, Clients clients, HttpOptions http, BooleanSupplier ready) implements HttpHost {
    @Override
    public RequestTimer begin(HttpServerRequest request) {
        return clients.begin(request);
    }

    @Override
    public void upgraded(HttpConnection connection) {
        clients.left(connection);
    }

    @Override
    public boolean start(Runnable task) {
        return calls.start(task) == null;
    }

    @Override
    public void proceed(Runnable rest) {
        calls.proceed(rest);
    }

    @Override
    public @Nullable String address(HttpServerRequest request) {
        return http.proxies().client(request);
    }

    @Override
    public Map<String, @Nullable Object> headers(HttpServerRequest request) {
        var headers = new RequestHeaders();
        request.headers().forEach(headers::add);
        return headers.toMap();
    }

    @Override
    public boolean compresses() {
        return http.compresses();
    }

    @Override
    public @Nullable RefusedException unready() {
        return ready.getAsBoolean() ? null : refused(ServerContext.notReady());
    }

    @Override
    public @Nullable RefusedException refusal(Throwable thrown) {
        return switch (thrown) {
            case FeathersException error -> refused(error);
            case RefusedException refusal -> refusal;
            default -> null;
        };
    }

    private static RefusedException refused(FeathersException error) {
        return new RefusedException(Dispatcher.status(error), error.message());
    }

    @Override
    public RuntimeException failure(AckException failure) {
        FeathersException error = failure.reason() == AckException.Reason.TIMEOUT
                ? FeathersException.timeout("%s", failure.message())
                : FeathersException.unavailable("%s", failure.message());
        return failure.getCause() == null ? error : error.withCause(failure.getCause());
    }
}
