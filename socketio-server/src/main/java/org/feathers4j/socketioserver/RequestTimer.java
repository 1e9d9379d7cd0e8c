package org.feathers4j.socketioserver;

/**
 * The deadline of one request; each method replaces the deadline of the one before. Called on the event loop of the connection. The HTTP server in front sets the timeouts, and closes
 * connections of clients that do not receive their answer.
 */
public interface RequestTimer {
    /**
     * Starts the timeout of the body.
     *
     * @param late called when the body takes too long, on any thread
     */
    void forBody(Runnable late);

    /** Removes the deadline: the application may take any time. */
    void forNothing();

    /**
     * Starts the timeout of the answer.
     *
     * @return to be run when the answer was sent; does nothing when the next request of the connection has already begun
     */
    Runnable forTaken();

    /** The request and its answer are over. */
    void end();
}
