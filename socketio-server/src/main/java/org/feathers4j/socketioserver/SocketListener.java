package org.feathers4j.socketioserver;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Receives the events of one socket. All methods are called on the event loop of the client, in order, and must not block. */
public interface SocketListener {
    /**
     * The client has sent an event.
     *
     * @param name the event's name
     * @param args its arguments: plain JSON values that belong to the listener, and {@code byte[]} for binary ones
     * @param ack acknowledges the event; null when the client expects no acknowledgement
     */
    void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack);

    /**
     * The client is disconnected. Called once, after all other calls; for a client that could have come back when it is too late, then on any thread.
     *
     * @param reason as socket.io names it: {@code transport close}, {@code transport error}, {@code ping timeout}, {@code parse error}, {@code forced
     *     close}, {@code forced server close}, {@code client namespace disconnect}, {@code server namespace disconnect}, {@code server shutting down}; and
     *     {@code slow consumer} for a client that did not read
     */
    default void disconnected(String reason) {}
}
