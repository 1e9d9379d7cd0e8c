package org.feathers4j.server;

/** A client in a Socket.IO namespace. May be used from any thread; compared by identity. */
public interface Socket {
    /** Its name, the client's {@code socket.id}; hard to guess. */
    String id();

    /** The namespace, {@code /} for the main one. */
    String namespace();

    /** The request that opened the session. */
    SocketHandshake handshake();

    /** Whether it can speak and be spoken to now. */
    boolean isConnected();

    /**
     * Sends an event. Returns at once: the frame waits until the client's event loop takes it, together with all others that have gathered. A client that
     * lets more wait than {@link SocketOptions#maxQueuedBytes()} is closed.
     *
     * @param frame for the namespace of this socket; the same frame may go to any number of sockets and is not encoded again
     * @return false when the socket is not connected any more
     * @throws IllegalArgumentException when the frame is for another namespace
     */
    boolean send(SocketFrame frame);

    /** Puts the client out of the namespace, after all that was sent. It hears {@code io server disconnect} and does not come back by itself. */
    void disconnect();

    /** Puts the client out of all namespaces and closes its session, after all that was sent. */
    void close();
}
