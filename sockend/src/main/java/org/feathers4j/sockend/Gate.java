package org.feathers4j.sockend;

/** Decides which clients may enter a namespace. Called on virtual threads, several at a time; it may block. */
@FunctionalInterface
public interface Gate {
    /** Admits every client. */
    Gate OPEN = client -> {};

    /**
     * A client asks to enter a namespace. It enters when this method returns.
     *
     * @param client not connected yet; it may join rooms already
     * @throws RuntimeException to refuse the client, which gets the message of the exception in its {@code connect_error}
     */
    void entering(SockendClient client);
}
