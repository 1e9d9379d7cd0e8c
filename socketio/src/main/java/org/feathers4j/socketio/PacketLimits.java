package org.feathers4j.socketio;

import java.util.function.Consumer;

import org.feathers4j.json.JsonLimits;

/** How much a packet of Socket.IO may hold; {@link Builder} has all that can be set. Immutable. A client that exceeds a limit is disconnected. */
public final class PacketLimits {
    /** 10 attachments as in socket.io-parser, 10 million bytes, namespaces of 256 characters, {@link JsonLimits#DEFAULT}. */
    public static final PacketLimits DEFAULT = create(limits -> {});

    private final int maxAttachments;
    private final int maxAttachmentBytes;
    private final int maxNamespaceLength;
    private final JsonLimits json;

    private PacketLimits(Builder from) {
        if (from.maxAttachments < 0)
            throw new IllegalArgumentException("maxAttachments %d must not be negative".formatted(from.maxAttachments));
        maxAttachments = from.maxAttachments;
        maxAttachmentBytes = atLeastOne("maxAttachmentBytes", from.maxAttachmentBytes);
        maxNamespaceLength = atLeastOne("maxNamespaceLength", from.maxNamespaceLength);
        json = from.json;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
        return value;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when a limit has a value that it cannot have
     */
    public static PacketLimits create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return new PacketLimits(builder);
    }

    /** The most binary attachments of one packet. */
    public int maxAttachments() {
        return maxAttachments;
    }

    /** The most bytes of all attachments of one packet together. */
    public int maxAttachmentBytes() {
        return maxAttachmentBytes;
    }

    /** The length of the longest namespace, in characters. */
    public int maxNamespaceLength() {
        return maxNamespaceLength;
    }

    /** Limits of the arguments. */
    public JsonLimits json() {
        return json;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create}. */
    public static final class Builder {
        private int maxAttachments = 10;
        private int maxAttachmentBytes = 10_000_000;
        private int maxNamespaceLength = 256;
        private JsonLimits json = JsonLimits.DEFAULT;

        private Builder() {}

        /** The most binary attachments of one packet, 0 for none; 10 unless set. */
        public Builder maxAttachments(int value) {
            maxAttachments = value;
            return this;
        }

        /** The most bytes of all attachments of one packet together; 10 million unless set. */
        public Builder maxAttachmentBytes(int value) {
            maxAttachmentBytes = value;
            return this;
        }

        /** The length of the longest namespace, in characters; 256 unless set. */
        public Builder maxNamespaceLength(int value) {
            maxNamespaceLength = value;
            return this;
        }

        /** Limits of the arguments; {@link JsonLimits#DEFAULT} unless changed. */
        public Builder json(Consumer<JsonLimits.Builder> change) {
            json = JsonLimits.create(change);
            return this;
        }
    }
}
