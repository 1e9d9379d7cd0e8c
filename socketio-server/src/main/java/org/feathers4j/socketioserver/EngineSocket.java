package org.feathers4j.socketioserver;

import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;

/**
 * A client of an {@link EngineServer}. May be used from any thread; compared by identity.
 *
 * <p>Handlers are called on the event loop of the client, in order, and must not block. Set them before the handler of {@link EngineServer#onConnection} returns: what
 * arrives without a handler is dropped.
 */
public interface EngineSocket {
    /** The session ID; hard to guess. */
    String id();

    /** The HTTP request that opened the session. */
    SocketHandshake handshake();

    /** Whether the session is open; false as soon as either side has closed it. */
    boolean isConnected();

    /**
     * Sets the handler of text messages, in place of the one before.
     *
     * @return this socket
     */
    EngineSocket onMessage(Consumer<String> handler);

    /**
     * Sets the handler of binary messages, in place of the one before. The buffer belongs to the handler.
     *
     * @return this socket
     */
    EngineSocket onBinary(Consumer<Buffer> handler);

    /**
     * Sets the handler that learns once why the session has ended, in place of the one before. The reason is one of {@code transport close}, {@code transport error}, {@code ping timeout},
     * {@code parse error}, {@code forced close}, {@code server shutting down}; and {@code slow consumer} for a client that did not read.
     *
     * @return this socket
     */
    EngineSocket onClose(Consumer<String> handler);

    /**
     * Sends a text message. Returns at once: the message waits until the client's event loop takes it. A client that lets more wait than
     * {@link EngineServerOptions.Builder#maxQueuedBytes} is closed.
     *
     * @return false when the socket is not connected any more
     */
    boolean send(String text);

    /**
     * Sends a binary message, as {@link #send(String)} does. The bytes are copied.
     *
     * @return false when the socket is not connected any more
     */
    boolean send(Buffer bytes);

    /** Closes the session, after all that was sent. A client that polls learns of it with its next poll. */
    void close();
}
