package org.feathers4j.socketio;

import java.util.List;

/**
 * A packet of Socket.IO down to its bytes, made once for however many clients.
 *
 * @param text the text frame, with the packet type of Engine.IO in front
 * @param attachments the binary frames that follow
 */
public record Frame(Octets text, List<Octets> attachments) {
    /** Copies the list. */
    public Frame {
        attachments = List.copyOf(attachments);
    }

    /** All bytes together. */
    public int size() {
        int size = text.length();
        for (Octets attachment : attachments) size = Math.addExact(size, attachment.length());
        return size;
    }
}
