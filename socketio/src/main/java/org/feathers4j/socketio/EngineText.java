package org.feathers4j.socketio;

import java.util.Base64;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonOutput;

/** Packets of Engine.IO as texts: the content of a WebSocket text frame, or of one part of a polling payload. Pure; safe for all threads. */
public final class EngineText {
    private static final int BASE64 = 'b';
    private static final Octets PROBE = Octets.of("probe");

    private EngineText() {}

    /**
     * The packet in a text frame of a WebSocket.
     *
     * @param text UTF-8
     * @throws ProtocolException when the text is not a packet that a client may send
     */
    public static EnginePacket decode(Octets text) {
        return switch (text.at(0)) {
            case '4' -> new EnginePacket.Message(text.from(1));
            case '3' -> new EnginePacket.Pong(probe(text));
            case '2' -> new EnginePacket.Ping(probe(text));
            case '1' -> EnginePacket.CLOSE;
            case '5' -> new EnginePacket.Upgrade();
            case '6' -> EnginePacket.NOOP;
            case BASE64 -> new EnginePacket.Binary(fromBase64(text.from(1)));
            case '0' -> throw new ProtocolException("an open packet comes from servers only");
            case -1 -> throw new ProtocolException("an empty packet");
            default -> throw new ProtocolException("an unknown Engine.IO packet type");
        };
    }

    private static String probe(Octets text) {
        Octets data = text.from(1);
        if (data.length() == 0) return "";
        return data.equals(PROBE) ? "probe" : "something else";
    }

    private static Octets fromBase64(Octets text) {
        try {
            return Octets.of(Base64.getDecoder().decode(text.bytes()));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("a binary packet that is not base64");
        }
    }

    /** The packet as a text, binary ones as base64: as a part of a polling payload, or for a WebSocket's text frame. */
    public static Octets encode(EnginePacket packet) {
        return switch (packet) {
            case EnginePacket.Open(var handshake) -> open(handshake);
            case EnginePacket.Close() -> Octets.of("1");
            case EnginePacket.Ping(var probe) -> Octets.of("2" + probe);
            case EnginePacket.Pong(var probe) -> Octets.of("3" + probe);
            case EnginePacket.Message(var text) -> prefixed('4', text);
            case EnginePacket.Binary(var bytes) -> base64(bytes);
            case EnginePacket.Upgrade() -> Octets.of("5");
            case EnginePacket.Noop() -> Octets.of("6");
        };
    }

    private static Octets open(Handshake handshake) {
        var out = new JsonOutput().octet('0');
        Json.write(handshake.toJson(), out);
        return new Octets(out.array(), 0, out.length());
    }

    /** Bytes as a part of a polling payload. */
    public static Octets base64(Octets bytes) {
        return prefixed(BASE64, Octets.of(Base64.getEncoder().encode(bytes.bytes())));
    }

    private static Octets prefixed(int type, Octets content) {
        byte[] text = new byte[content.length() + 1];
        text[0] = (byte) type;
        System.arraycopy(content.array(), content.offset(), text, 1, content.length());
        return Octets.of(text);
    }
}
