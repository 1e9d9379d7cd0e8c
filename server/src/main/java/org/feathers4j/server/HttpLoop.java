package org.feathers4j.server;

import java.util.Map;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.EngineIoHandler;
import org.feathers4j.socketioserver.SocketIoServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop's share of the port. Several of them listen on the same one, and Vert.x hands connections out in turn. */
final class HttpLoop extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(HttpLoop.class);
    private static final int BAD_REQUEST = 400;
    private static final int URL_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;

    private final ServerContext server;
    private final Middleware middleware;
    private final SocketIoServer sockets;
    private final int port;
    private @Nullable EngineIoHandler socketIo;
    private @Nullable HttpServer http;

    HttpLoop(ServerContext server, Middleware middleware, SocketIoServer sockets, int port) {
        this.server = server;
        this.middleware = middleware;
        this.sockets = sockets;
        this.port = port;
    }

    @Override
    public Future<?> start() {
        socketIo = sockets.handler(vertx, context);
        HttpServer listening = vertx.createHttpServer(server.options()
                .http()
                .vertx(server.options().limits(), server.options().sockets()));
        http = listening;
        return listening
                .connectionHandler(this::connected)
                .requestHandler(this::begin)
                .invalidRequestHandler(HttpLoop::refuse)
                .listen(port, server.options().host());
    }

    /** Ends the calls in flight, in bounded time, and closes the connections. */
    @Override
    public Future<?> stop() {
        return http == null
                ? Future.succeededFuture()
                : http.shutdown(server.options().timeouts().shutdown());
    }

    int port() {
        return http == null ? 0 : http.actualPort();
    }

    private void connected(HttpConnection connection) {
        server.clients().connected(connection);
        // broken chunks, resets: the connection is closed, so no answer can be sent
        connection.exceptionHandler(e -> log.debug("Connection from {} broke", connection.remoteAddress(), e));
    }

    private void begin(HttpServerRequest request) {
        server.options().http().proxies().settle(request);
        if (socketIo != null && socketIo.handles(request)) {
            socketIo.handle(request);
            return;
        }
        server.cors().decorate(request);
        // middleware replaces this end handler by one of its own
        server.answers().watch(request);
        if (server.cors().answers(request)) server.clients().begin(request).end();
        else if (middleware.isEmpty()) begin(request, server.clients().begin(request));
        else middleware.handle(request);
    }

    private void begin(HttpServerRequest request, RequestDeadline deadline) {
        new Exchange(server, request, request.uri(), deadline, Map.of()).serve();
    }

    /** Vert.x closes the connection afterwards, because the start of the next request is unknown. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = BAD_REQUEST;
        if (cause instanceof TooLongHttpLineException) status = URL_TOO_LONG;
        if (cause instanceof TooLongHttpHeaderException) status = HEADERS_TOO_LARGE;
        FeathersException error = Exchange.unreadable(status);
        Reply reply = Replies.json(error);
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .end(reply.content());
    }
}
