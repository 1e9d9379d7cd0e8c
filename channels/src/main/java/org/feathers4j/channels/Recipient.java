package org.feathers4j.channels;

/**
 * A transport's end of one client's connection. Safe for all threads; no method waits for the client.
 *
 * @param <M> a message in the form in which it goes out, encoded once for all recipients
 */
public interface Recipient<M> {
    /**
     * Sends a message; ignored when the client has gone. A message that comes before the client is admitted must wait
     * for that.
     */
    void send(M message);

    /** Closes the connection and tells the client that the server closed it. Ignored when it is closed already. */
    void close();
}
