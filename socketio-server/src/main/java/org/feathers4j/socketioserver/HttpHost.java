package org.feathers4j.socketioserver;

import java.util.Map;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The HTTP server in front of Socket.IO. Methods may be called on any thread unless they say otherwise, and must not block. */
public interface HttpHost {
    /** A request for Socket.IO has begun. Called once for each, on the event loop of its connection. */
    RequestTimer begin(HttpServerRequest request);

    /** The connection has become a WebSocket; HTTP timeouts no longer apply to it. Called on its event loop. */
    void upgraded(HttpConnection connection);

    /**
     * Runs a task of the application on a virtual thread.
     *
     * @return false when too many tasks are running; this one does not run then
     */
    boolean start(Runnable task);

    /** Continues an admitted task on a virtual thread, without a limit. */
    void proceed(Runnable rest);

    /** The IP address of a client; null when it is not known. Called on the event loop of the connection. */
    @Nullable
    String address(HttpServerRequest request);

    /** The headers of a request by name in lower case: a text each, or a list of texts. The map must not be changed afterwards. Called on the event loop of the connection. */
    Map<String, @Nullable Object> headers(HttpServerRequest request);

    /** Whether the HTTP server compresses answers itself. */
    boolean compresses();

    /** The reason why clients cannot be served now; null when they can. */
    @Nullable
    RefusedException unready();

    /**
     * The answer to a client whose session is not opened.
     *
     * @param thrown by {@link AllowRequest}
     * @return null when the exception is a failure and not a refusal: it is logged, and the client gets no reason
     */
    @Nullable
    RefusedException refusal(Throwable thrown);

    /** The exception that {@link Socket#ask} throws in place of this one. */
    RuntimeException failure(AckException failure);

    /** The Socket.IO server closes: no client is served from now on. */
    default void close() {}
}
