package org.feathers4j.server;

import java.util.Objects;
import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.feathers4j.socketio.EngineError;
import org.feathers4j.socketio.Octets;

/** One HTTP request of a session that polls, and its answer. Answers may be given on any thread; they are written on the loop of the connection, once. */
final class SocketPoll {
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=UTF-8");
    // not text/plain: some browsers would offer it as a download (engine.io, lib/transports/polling.ts)
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final Octets OK = Octets.of("ok");
    private static final int TOO_LARGE = 413;

    private final HttpServerRequest request;
    private final Wait wait;
    private final Context context;
    private boolean answered;

    SocketPoll(Parts parts, HttpServerRequest request) {
        this.request = request;
        this.wait = parts.clients().begin(request);
        this.context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    }

    HttpServerRequest request() {
        return request;
    }

    /** Says when the client has gone away without its answer, on the loop of the connection. */
    void onLost(Runnable lost) {
        request.response().closeHandler(nothing -> {
            if (!answered) lost.run();
        });
    }

    /** Reads the body, on the loop of the connection, and shows it to the session on its own. */
    void read(SocketSession session, int maxBytes) {
        context.runOnContext(nothing -> {
            var body = new PostedBody(session);
            wait.forBody(body::late);
            onLost(body::lost);
            new BodyReader(request, maxBytes, body).read();
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
            wait.forNothing();
            session.loop().run(() -> session.posted(SocketPoll.this, body));
        }

        @Override
        public void tooLarge() {
            session.loop().run(() -> session.postTooLarge(SocketPoll.this));
        }

        @Override
        public void drained() {
            wait.end();
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

    /** What a client that polled gets. */
    void answer(Octets payload) {
        onLoop(response -> end(response, TEXT, payload));
    }

    /** What a client that posted gets. */
    void ok() {
        onLoop(response -> end(response, HTML, OK));
    }

    void refuse(EngineError error) {
        onLoop(response -> end(closing(response, error.status()), JSON, Octets.of(error.json())));
    }

    void tooLarge() {
        onLoop(response -> closing(response, TOO_LARGE).end());
    }

    private void onLoop(Consumer<HttpServerResponse> write) {
        context.runOnContext(nothing -> {
            HttpServerResponse response = request.response();
            if (answered || response.ended() || response.closed()) return;
            answered = true;
            Runnable taken = wait.forTaken();
            response.endHandler(done -> taken.run());
            write.accept(response);
        });
    }

    /** Where a body is still to come nobody will read it. */
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
