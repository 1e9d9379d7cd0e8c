package org.feathers4j.socketioserver;

import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import org.feathers4j.json.Json;
import org.feathers4j.socketio.EngineError;
import org.feathers4j.socketio.Octets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request of a session that polls, and its answer. May be answered on any thread; the answer is written on the loop of the connection, once. */
final class PollingTransport {
    private static final Logger log = LoggerFactory.getLogger(PollingTransport.class);
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=UTF-8");
    // not text/plain: some browsers would offer it as a download (engine.io, lib/transports/polling.ts)
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final Octets OK = Octets.of("ok");
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;

    private final HttpHost host;
    private final HttpServerRequest request;
    private final @Nullable Buffer read;
    private final int compressFrom;
    private final RequestTimer timer;
    private final Context context;
    private boolean answered;

    /**
     * @param read the body, when it was read already; else null
     * @param compressFrom the length of answers that are compressed
     */
    PollingTransport(HttpHost host, HttpServerRequest request, @Nullable Buffer read, int compressFrom) {
        this.host = host;
        this.request = request;
        this.read = read;
        this.compressFrom = compressFrom;
        this.timer = host.begin(request);
        this.context = ((HttpServerRequestInternal) request).context();
    }

    HttpServerRequest request() {
        return request;
    }

    /** Whether the connection is closed; on the loop of the connection. */
    boolean isLost() {
        return request.response().closed();
    }

    /** Ends the request without an answer: the connection has become a WebSocket. */
    void end() {
        timer.end();
    }

    /** Calls back when the connection is closed before the answer, on the loop of the connection. */
    void onLost(Runnable lost) {
        request.response().closeHandler(nothing -> {
            if (!answered) lost.run();
        });
    }

    /** Reads the body on the loop of the connection, and passes it to the session on the loop of the session. */
    void read(SocketSession session, int maxBytes) {
        context.runOnContext(nothing -> {
            var body = new PostedBody(session);
            timer.forBody(body::late);
            onLost(body::lost);
            if (read == null) new BodyReader(request, maxBytes, body).read();
            else if (read.length() != request.bytesRead()) body.gone();
            else if (read.length() > maxBytes) body.tooLarge();
            else body.complete(read.getBytes());
        });
    }

    /** The body of this request. */
    private final class PostedBody implements BodyReader.Listener {
        private final SocketSession session;

        PostedBody(SocketSession session) {
            this.session = session;
        }

        @Override
        public void complete(byte[] body) {
            timer.forNothing();
            session.loop().run(() -> session.posted(PollingTransport.this, body));
        }

        @Override
        public void tooLarge() {
            long bytes = Math.max(BodyReader.announced(request), request.bytesRead());
            session.loop().run(() -> session.postTooLarge(PollingTransport.this, bytes));
        }

        @Override
        public void gone() {
            log.error(
                    "A packet of a client that polls was lost: a handler in front of the mounted server has read or dropped the body of {}",
                    request.path());
            timer.forNothing();
            refuse(new RefusedException(
                    SERVER_ERROR, "The request body was read or dropped before the session could read it"));
            lost();
        }

        @Override
        public void drained() {
            timer.end();
        }

        @Override
        public void endless() {
            late();
        }

        void late() {
            if (request.version() == HttpVersion.HTTP_2) request.response().reset();
            else request.connection().close();
        }

        void lost() {
            session.loop().run(session::postLost);
        }
    }

    /** Answers a poll. */
    void answer(Octets payload) {
        if (payload.length() >= compressFrom && mayZip()) host.proceed(() -> answerGzipped(Gzip.of(payload)));
        else onLoop(response -> end(response, TEXT, payload));
    }

    /** In HTTP/2 Vert.x would compress a compressed answer again. */
    private boolean mayZip() {
        boolean byServer = request.version() == HttpVersion.HTTP_2 && host.compresses();
        return !byServer && Gzip.isAccepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    }

    private void answerGzipped(Octets payload) {
        onLoop(response -> end(response.putHeader(HttpHeaders.CONTENT_ENCODING, Gzip.NAME), TEXT, payload));
    }

    /** Answers a POST. */
    void ok() {
        onLoop(response -> end(response, HTML, OK));
    }

    void refuse(EngineError error) {
        onLoop(response -> end(closing(response, error.status()), JSON, Octets.of(error.json())));
    }

    /** Refuses with a status and a message of the application's. */
    void refuse(RefusedException why) {
        Map<String, ?> error = Map.of("code", EngineError.FORBIDDEN.code(), "message", why.message());
        onLoop(response -> end(closing(response, why.status()), JSON, Octets.of(Json.bytes(error))));
    }

    void tooLarge() {
        onLoop(response -> closing(response, TOO_LARGE).end());
    }

    private void onLoop(Consumer<HttpServerResponse> write) {
        try {
            context.runOnContext(nothing -> write(write));
        } catch (RejectedExecutionException e) {
            // the server is closed, and its connections with it
            log.debug("Too late for the event loop", e);
        }
    }

    private void write(Consumer<HttpServerResponse> write) {
        HttpServerResponse response = request.response();
        if (answered || response.ended() || response.closed()) return;
        answered = true;
        Runnable taken = timer.forTaken();
        response.endHandler(done -> taken.run());
        write.accept(response);
    }

    /** Closes the connection when the body was not read. */
    private HttpServerResponse closing(HttpServerResponse response, int status) {
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2)
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        return response.setStatusCode(status);
    }

    private static void end(HttpServerResponse response, CharSequence type, Octets content) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(Buffer.buffer(content.length()).appendBytes(content.array(), content.offset(), content.length()));
    }
}
