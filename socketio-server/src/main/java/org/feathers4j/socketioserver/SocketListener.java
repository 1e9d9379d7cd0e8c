package org.feathers4j.socketioserver;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What comes from one socket. All methods are called on the event loop of the client, in the order in which things happened, and must not block. */
public interface SocketListener {
    /**
     * The client has sent an event.
     *
     * @param name the event's name
     * @param args its arguments: plain JSON values that belong to the listener, and {@code byte[]} for binary ones
     * @param ack for the answer that the client waits for; null when it waits for none
     */
    void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack);

    /**
     * The client is gone. Called once, and nothing after it.
     *
     * @param reason in the words of socket.io: {@code transport close}, {@code transport error}, {@code ping timeout}, {@code parse error}, {@code forced
     *     close}, {@code forced server close}, {@code client namespace disconnect}, {@code server namespace disconnect}, {@code server shutting down}; and
     *     {@code slow consumer} for a client that did not read
     */
    default void disconnected(String reason) {}
}
