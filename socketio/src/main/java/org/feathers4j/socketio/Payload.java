package org.feathers4j.socketio;

import java.util.ArrayList;
import java.util.List;

/** Packets in one HTTP body, separated by record separators (U+001E). Pure; safe for all threads. */
public final class Payload {
    private static final int SEPARATOR = 0x1E;

    private Payload() {}

    /**
     * The packets of a body that a client posted.
     *
     * @param maxPackets the most packets that are accepted
     * @throws ProtocolException when one of them cannot come from a client, or when there are too many
     */
    public static List<EnginePacket> decode(Octets body, int maxPackets) {
        var packets = new ArrayList<EnginePacket>();
        for (int start = 0; start <= body.length(); ) {
            if (packets.size() == maxPackets)
                throw new ProtocolException("more than %d packets at once".formatted(maxPackets));
            int end = body.indexOf(SEPARATOR, start);
            packets.add(EngineText.decode(body.part(start, end)));
            start = end + 1;
        }
        return packets;
    }

    /** The body that answers a poll. */
    public static Octets encode(List<Octets> packets) {
        if (packets.size() == 1) return packets.getFirst();
        int length = Math.max(0, packets.size() - 1);
        for (Octets packet : packets) length = Math.addExact(length, packet.length());
        byte[] body = new byte[length];
        int at = 0;
        for (Octets packet : packets) {
            if (at > 0) body[at++] = SEPARATOR;
            System.arraycopy(packet.array(), packet.offset(), body, at, packet.length());
            at += packet.length();
        }
        return Octets.of(body);
    }
}
