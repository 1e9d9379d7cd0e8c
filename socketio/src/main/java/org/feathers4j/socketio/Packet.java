package org.feathers4j.socketio;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A packet of Socket.IO. Arguments are plain JSON values, binary ones {@code byte[]}.
 *
 * <p>A namespace begins with a slash; {@code /} is the main one.
 */
public sealed interface Packet {
    /** The namespace of the packet. */
    String namespace();

    /**
     * A client asks to enter a namespace.
     *
     * @param auth the client's credentials; empty when it has sent none
     */
    record Connect(String namespace, Map<String, @Nullable Object> auth) implements Packet {}

    /**
     * The server has accepted a client.
     *
     * @param sid the ID of its socket
     * @param pid by which it may ask to go on after its connection was lost; null when it can't
     */
    record Connected(String namespace, String sid, @Nullable String pid) implements Packet {}

    /**
     * The server has refused a client.
     *
     * @param data details; null when there are none
     */
    record Refused(
            String namespace, String message, @Nullable Object data) implements Packet {}

    /** Either side leaves the namespace. */
    record Disconnect(String namespace) implements Packet {}

    /**
     * An event.
     *
     * @param id the number of the acknowledgement that the sender waits for; negative when it waits for none
     * @param args the first is the event's name (JavaScript also allows a number)
     */
    record Event(String namespace, long id, List<@Nullable Object> args) implements Packet {
        /** The ID of an event that expects no acknowledgement. */
        public static final long NO_ACK = -1;
    }

    /** The acknowledgement of an event. */
    record Ack(String namespace, long id, List<@Nullable Object> args) implements Packet {}
}
