package org.feathers4j.socketio;

import java.util.List;

/**
 * A packet of Socket.IO, or a message of Engine.IO, down to its bytes: encoded once for any number of clients.
 *
 * @param text the text frame, with the packet type of Engine.IO in front; {@link Octets#NONE} for a binary message, which has no text frame
 * @param attachments the binary frames that follow
 */
public record Frame(Octets text, List<Octets> attachments) {
    /** Copies the list. */
    public Frame {
        attachments = List.copyOf(attachments);
    }

    /** A binary message of Engine.IO. */
    public static Frame binary(Octets message) {
        return new Frame(Octets.NONE, List.of(message));
    }

    /** Whether there is a text frame. */
    public boolean hasText() {
        return text.length() > 0;
    }

    /** All bytes together. */
    public int size() {
        int size = text.length();
        for (Octets attachment : attachments) size = Math.addExact(size, attachment.length());
        return size;
    }
}
