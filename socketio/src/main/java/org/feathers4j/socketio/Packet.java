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
    /** Where it belongs. */
    String namespace();

    /**
     * A client asks to be let into a namespace.
     *
     * @param auth what it says about itself; empty when nothing
     */
    record Connect(String namespace, Map<String, @Nullable Object> auth) implements Packet {}

    /**
     * A client was let in.
     *
     * @param sid the name of its socket
     */
    record Connected(String namespace, String sid) implements Packet {}

    /**
     * A client was not let in.
     *
     * @param data more about it; null when there is nothing to add
     */
    record Refused(
            String namespace, String message, @Nullable Object data) implements Packet {}

    /** Either side leaves the namespace. */
    record Disconnect(String namespace) implements Packet {}

    /**
     * Something happened, or is asked for.
     *
     * @param id the number of the acknowledgement that the sender waits for; negative when it waits for none
     * @param args the first is the event's name (JavaScript also allows a number)
     */
    record Event(String namespace, long id, List<@Nullable Object> args) implements Packet {
        /** When no acknowledgement is asked for. */
        public static final long NO_ACK = -1;
    }

    /** The answer to an event. */
    record Ack(String namespace, long id, List<@Nullable Object> args) implements Packet {}
}
