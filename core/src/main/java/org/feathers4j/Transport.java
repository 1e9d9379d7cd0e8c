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

    /** Lets nobody in any more, ends the calls in flight within a bounded time, and closes the connections. */
    void close();
}
