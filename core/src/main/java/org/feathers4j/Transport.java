package org.feathers4j;

/** Lets clients in from outside. Registered by a plugin with {@link Application#transport}. */
public interface Transport {
    /**
     * Begins to listen; returns once the port is bound.
     *
     * @param port the TCP port, 0 for any free one
     */
    void listen(int port);

    /** The port that is bound, 0 before. */
    int port();

    /**
     * Takes {@link #listen} back after something else has failed to start: frees the port and every thread that keeps the process running. It may be asked to
     * listen again. {@link #close} unless said otherwise.
     */
    default void release() {
        close();
    }

    /** Refuses new connections and calls, ends the calls in flight within a bounded time, and closes the connections. */
    void close();
}
