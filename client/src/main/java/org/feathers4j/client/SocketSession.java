package org.feathers4j.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.feathers4j.socketio.Frame;
import org.feathers4j.socketio.Octets;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketDecoder;
import org.feathers4j.socketio.PacketLimits;
import org.feathers4j.socketio.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a socket: reads Engine.IO and Socket.IO, as the client's side sees them, and hands packets to the {@link SocketCaller}, which owns it. Fed by the network, one message after another.
 */
final class SocketSession implements WebSocketReceiver {
    private final SocketCaller caller;
    private final JsonLimits limits;
    private final PacketDecoder decoder;
    private volatile @Nullable WebSocketLink link;

    SocketSession(SocketCaller caller, int maxBytes) {
        this.caller = caller;
        this.limits = JsonLimits.create(l -> l.maxLength(maxBytes));
        this.decoder = new PacketDecoder(PacketLimits.create(
                l -> l.maxAttachmentBytes(maxBytes).maxAttachments(1000).json(j -> j.maxLength(maxBytes))));
    }

    @Override
    public void opened(WebSocketLink open) {
        link = open;
        if (!caller.isCurrent(this)) open.close(); // given up meanwhile
    }

    @Override
    public void text(String message) {
        try {
            read(message);
        } catch (ProtocolException | JsonException e) {
            caller.lost(this, "the server sent %s".formatted(e.getMessage()));
        }
    }

    private void read(String message) {
        switch (message.isEmpty() ? ' ' : message.charAt(0)) {
            case '0' -> handshake(Json.parse(message.substring(1), limits));
            case '1' -> caller.lost(this, "the server closed the session");
            case '2' -> ping();
            case '4' -> packet(message);
            case '6' -> {} // no content
            default -> throw new ProtocolException("an unknown Engine.IO packet type");
        }
    }

    private void handshake(@Nullable Object json) {
        if (json instanceof Map<?, ?> members
                && members.get("pingInterval") instanceof Integer interval
                && members.get("pingTimeout") instanceof Integer timeout
                && interval > 0
                && timeout > 0) {
            int maxPayload = members.get("maxPayload") instanceof Integer most ? most : Integer.MAX_VALUE;
            caller.open(this, (long) interval + timeout, maxPayload);
        } else throw new ProtocolException("a handshake without pingInterval and pingTimeout");
    }

    private void ping() {
        send("3");
        caller.pinged(this);
    }

    private void packet(String message) {
        // servers alone send connect errors, which the decoder, which is a server's, does not take
        if (message.startsWith("44")) refused(message.substring(2));
        else {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            decoder.text(new Octets(bytes, 1, bytes.length - 1)).ifPresent(packet -> caller.packet(this, packet));
        }
    }

    private void refused(String text) {
        if (text.startsWith("/")) return; // of another namespace
        String why = Json.parse(text, limits) instanceof Map<?, ?> error && error.get("message") instanceof String told
                ? told
                : "no reason given";
        caller.lost(this, "the server refused the connection: " + why);
    }

    @Override
    public void binary(byte[] message) {
        try {
            decoder.binary(Octets.of(message)).ifPresent(packet -> caller.packet(this, packet));
        } catch (ProtocolException e) {
            caller.lost(this, "the server sent %s".formatted(e.getMessage()));
        }
    }

    @Override
    public void closed(String reason) {
        caller.lost(this, reason);
    }

    void send(Frame frame) {
        WebSocketLink open = link;
        if (open == null) return;
        open.text(frame.text().text());
        for (Octets attachment : frame.attachments()) open.binary(attachment.bytes());
    }

    private void send(String text) {
        WebSocketLink open = link;
        if (open != null) open.text(text);
    }

    void close() {
        WebSocketLink open = link;
        if (open != null) open.close();
    }

    static boolean isMain(Packet packet) {
        return packet.namespace().equals("/");
    }
}
