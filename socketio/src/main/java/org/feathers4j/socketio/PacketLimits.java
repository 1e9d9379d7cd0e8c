package org.feathers4j.socketio;

import org.feathers4j.json.JsonLimits;

/**
 * How much a packet of Socket.IO may hold. A client that exceeds one of them is disconnected.
 *
 * @param maxAttachments binary attachments of one packet
 * @param maxAttachmentBytes bytes of all attachments of one packet together
 * @param maxNamespaceLength characters of a namespace
 * @param json limits of the arguments
 */
public record PacketLimits(int maxAttachments, int maxAttachmentBytes, int maxNamespaceLength, JsonLimits json) {
    /** 10 attachments as in socket.io-parser, 10 million bytes, namespaces of 256 characters, JSON as everywhere. */
    public static final PacketLimits DEFAULT = new PacketLimits(10, 10_000_000, 256, JsonLimits.DEFAULT);

    /** Checks them. */
    public PacketLimits {
        if (maxAttachments < 0)
            throw new IllegalArgumentException("maxAttachments %d must not be negative".formatted(maxAttachments));
        if (maxAttachmentBytes < 1)
            throw new IllegalArgumentException(
                    "maxAttachmentBytes %d must be at least 1".formatted(maxAttachmentBytes));
        if (maxNamespaceLength < 1)
            throw new IllegalArgumentException(
                    "maxNamespaceLength %d must be at least 1".formatted(maxNamespaceLength));
    }
}
