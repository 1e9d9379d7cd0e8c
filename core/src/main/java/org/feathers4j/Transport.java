package org.feathers4j;

import java.util.OptionalInt;

/**
 * Accepts clients on a port that it owns. Registered by a plugin with {@link Application#transport}; an application may have several. The application starts
 * them in the order of their registration, once its services are set up, and closes them in the same order, on the thread that calls {@link Application#listen} or
 * {@link Application#close}.
 */
public interface Transport {
    /**
     * The port that this transport listens on regardless of the port given to {@link Application#listen(int)}, 0 for any free one. Empty for a transport that listens on that port; only
     * one of an application can, unless it is 0.
     */
    default OptionalInt ownPort() {
        return OptionalInt.empty();
    }

    /**
     * Begins to listen; returns once the port is bound. When it throws, it must have released everything: the application then releases the transports before it, and names
     * this one in the error when it has several.
     *
     * @param port {@link #ownPort}, or the port that the application listens on; 0 for any free one
     * @throws IllegalStateException when the port cannot be bound
     */
    void listen(int port);

    /** The port that is bound, 0 before. */
    int port();

    /** Where clients reach this transport, for logs: {@code http://127.0.0.1:3030}. The class and the port unless said otherwise. */
    default String address() {
        return getClass().getSimpleName() + " on port " + port();
    }

    /**
     * Undoes {@link #listen} after another part has failed to start: frees the port and every thread that keeps the process running. It may be asked to
     * listen again. {@link #close} unless said otherwise.
     */
    default void release() {
        close();
    }

    /** Refuses new connections and calls, ends the calls in flight within a bounded time, and closes the connections. */
    void close();
}
