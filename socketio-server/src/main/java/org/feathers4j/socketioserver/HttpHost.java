package org.feathers4j.socketioserver;

import java.util.Map;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What Socket.IO needs of the HTTP server that its requests come to. Methods may be called on any thread unless they say otherwise, and must not block. */
public interface HttpHost {
    /** A request for Socket.IO has begun. Called once for each, on the event loop of its connection. */
    RequestTimer begin(HttpServerRequest request);

    /** The connection has become a WebSocket, and is no business of HTTP any more. Called on its event loop. */
    void upgraded(HttpConnection connection);

    /**
     * Runs a task of the application on a virtual thread.
     *
     * @return false when too many run already; the task does not run then
     */
    boolean start(Runnable task);

    /** Runs the rest of something that was let in before, on a virtual thread and beyond all limits. */
    void proceed(Runnable rest);

    /** The IP address of a client; null when it is not known. Called on the event loop of the connection. */
    @Nullable
    String address(HttpServerRequest request);

    /** The headers of a request by name in lower case: a text each, or a list of texts. The map must not change any more. Called on the event loop of the connection. */
    Map<String, @Nullable Object> headers(HttpServerRequest request);

    /** Whether the HTTP server compresses answers itself. */
    boolean compresses();

    /** Why no client can be served now; null when all can. */
    @Nullable
    RefusedException unready();

    /**
     * What a client is told whose session is not opened.
     *
     * @param thrown by {@link AllowRequest}
     * @return null when this is a failure and not a refusal: it is logged, and the client gets no reason
     */
    @Nullable
    RefusedException refusal(Throwable thrown);

    /** What {@link Socket#ask} throws in place of this. */
    RuntimeException failure(AckException failure);

    /** The Socket.IO server closes: from now on no client can be served. */
    default void close() {}
}
