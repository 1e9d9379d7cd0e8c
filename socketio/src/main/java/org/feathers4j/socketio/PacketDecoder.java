package org.feathers4j.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the messages of one client: a text, followed by as many binary messages as the text announces. Owned by the owner of the client's session. Not usable after an
 * exception.
 */
public final class PacketDecoder {
    private final PacketLimits limits;
    private final List<byte[]> attachments = new ArrayList<>();
    private @Nullable Packet incomplete;
    private int expected;
    private long bytes;

    /** A decoder for a new client. */
    public PacketDecoder(PacketLimits limits) {
        this.limits = limits;
    }

    /**
     * Decodes a text message.
     *
     * @return the packet; empty while attachments are missing
     * @throws ProtocolException when the text is not a packet, exceeds a limit, or an attachment is expected
     */
    public Optional<Packet> text(Octets message) {
        if (incomplete != null) throw new ProtocolException("a text where an attachment should be");
        var text = new PacketText(message, limits);
        Packet packet = text.read();
        if (text.attachments() == 0) return Optional.of(packet);
        incomplete = packet;
        expected = text.attachments();
        return Optional.empty();
    }

    /**
     * Decodes an attachment.
     *
     * @return the packet when this was its last attachment, else empty
     * @throws ProtocolException when no attachment is expected, or it exceeds a limit
     */
    public Optional<Packet> binary(Octets message) {
        Packet packet = incomplete;
        if (packet == null) throw new ProtocolException("an attachment that nothing is attached to");
        bytes += message.length();
        if (bytes > limits.maxAttachmentBytes())
            throw new ProtocolException("attachments of more than %d bytes".formatted(limits.maxAttachmentBytes()));
        attachments.add(message.bytes());
        if (attachments.size() < expected) return Optional.empty();
        fill(packet);
        incomplete = null;
        attachments.clear();
        bytes = 0;
        return Optional.of(packet);
    }

    private void fill(Packet packet) {
        switch (packet) {
            case Packet.Event event -> event.args().replaceAll(this::filled);
            case Packet.Ack ack -> ack.args().replaceAll(this::filled);
            case Packet.Connect connect -> {}
            case Packet.Connected connected -> {}
            case Packet.Refused refused -> {}
            case Packet.Disconnect disconnect -> {}
        }
    }

    /** Recursion is as deep as the limits of JSON allow. */
    private @Nullable Object filled(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            if (Boolean.TRUE.equals(members.get("_placeholder"))) return attachment(members.get("num"));
            replaceIn(members);
        } else if (value instanceof List<?> items) replaceIn(items);
        return value;
    }

    @SuppressWarnings("unchecked") // read from JSON, by us
    private void replaceIn(Map<?, ?> members) {
        ((Map<String, @Nullable Object>) members).replaceAll((name, member) -> filled(member));
    }

    @SuppressWarnings("unchecked") // read from JSON, by us
    private void replaceIn(List<?> items) {
        ((List<@Nullable Object>) items).replaceAll(this::filled);
    }

    private byte[] attachment(@Nullable Object number) {
        if (number instanceof Integer index && index >= 0 && index < attachments.size()) return attachments.get(index);
        throw new ProtocolException("a placeholder for an attachment that does not exist");
    }
}
