package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** A client in a Socket.IO namespace. May be used from any thread; compared by identity. */
public interface Socket {
    /** The client's {@code socket.id}; hard to guess. */
    String id();

    /** The namespace, {@code /} for the main one. */
    String namespace();

    /** The HTTP request that opened the session. */
    SocketHandshake handshake();

    /** Whether the client is connected to the namespace. */
    boolean isConnected();

    /**
     * Sends an event. Returns at once: the frame waits until the client's event loop takes it, together with all other waiting frames. A client that
     * lets more wait than {@link SocketOptions.Builder#maxQueuedBytes} is closed.
     *
     * @param frame for the namespace of this socket; the same frame may go to any number of sockets and is not encoded again
     * @return false when the socket is not connected any more
     * @throws IllegalArgumentException when the frame is for another namespace
     */
    boolean send(SocketFrame frame);

    /**
     * Sends an event and waits for the client's acknowledgement: what {@code socket.timeout(...).emit(name, args..., callback)} is in JavaScript. Blocks, so it is for virtual threads; any
     * number of calls may be in flight, up to {@link SocketOptions.Builder#maxPendingAcks} for one client.
     *
     * <pre>{@code
     * List<?> answer = socket.ask(Duration.ofSeconds(5), "which version", "app");
     * }</pre>
     *
     * @param timeout how long the client may take
     * @param args JSON values, and {@code byte[]} for binary ones
     * @return the arguments of the client's callback: plain JSON values, and {@code byte[]}
     * @throws AckException when it does not answer in time, is not connected or goes away, or when too many answers are waited for. With the {@code Server} of feathers4j a
     *     {@code FeathersException} instead: Timeout, or Unavailable
     * @throws IllegalStateException on an event loop
     * @throws org.feathers4j.json.JsonException when an argument has no JSON form
     */
    List<@Nullable Object> ask(Duration timeout, String name, @Nullable Object... args);

    /** Disconnects the client from the namespace, after all that was sent. The client gets {@code io server disconnect} and does not come back by itself. */
    void disconnect();

    /** Disconnects the client from all namespaces and closes its session, after all that was sent. */
    void close();
}
