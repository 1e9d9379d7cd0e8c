package org.feathers4j.socketioserver;

/**
 * How long a client may take for one request: each method replaces the deadline that the one before has set. Called on the event loop of the connection. The HTTP server in front decides what
 * the deadlines are, and closes connections whose answer is not taken.
 */
public interface RequestTimer {
    /**
     * The rest of the body is awaited.
     *
     * @param late called when the body takes too long, on any thread
     */
    void forBody(Runnable late);

    /** Nothing is awaited of the client: the application may take as long as it likes. */
    void forNothing();

    /**
     * The client has to take an answer.
     *
     * @return to be run when it has; does nothing when the next request of the connection has already begun
     */
    Runnable forTaken();

    /** The request and its answer are over. */
    void end();
}
