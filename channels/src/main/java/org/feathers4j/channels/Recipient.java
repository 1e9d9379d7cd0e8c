package org.feathers4j.channels;

/**
 * A transport's end of one client's connection. Safe for all threads; no method waits for the client.
 *
 * @param <M> a message in the form in which it goes out, made once for all who get it
 */
public interface Recipient<M> {
    /** Sends a message; ignored when the client has gone. It may come before the client has been let in, and then has to wait for that. */
    void send(M message);

    /** Closes the connection and tells the client that the server wants it so. Ignored when it is closed. */
    void close();
}
