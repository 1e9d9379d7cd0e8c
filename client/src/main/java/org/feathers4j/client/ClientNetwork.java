package org.feathers4j.client;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * How a client reaches its server: HTTP requests and WebSockets, and nothing of Feathers. The client comes with one on the JDK's HTTP client; another one is for platforms that do not have it, such as
 * Android, or for an application whose requests all have to go through a library of its choice. Safe for all threads.
 */
public interface ClientNetwork extends AutoCloseable {
    /**
     * Sends a request and waits for the whole answer, of any status. Redirects are not followed: headers with tokens would go along.
     *
     * @throws TimeoutException when the answer is not complete in time
     * @throws IOException when there is no connection or it broke, or the body is longer than allowed; the message says which
     * @throws InterruptedException when the calling thread was interrupted; the request is abandoned
     */
    HttpAnswer send(HttpCall call) throws IOException, TimeoutException, InterruptedException;

    /** Opens a WebSocket. Returns at once; the receiver gets the outcome. A message that is longer than allowed ends it. */
    void open(WebSocketCall call, WebSocketReceiver receiver);

    /** Ends all requests and WebSockets, and the threads. */
    @Override
    void close();
}
