package org.feathers4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client of Socket.IO over a WebSocket, as small as can be: packets are the bytes of their text. */
abstract class SocketClient implements Conversation {
    private static final byte[] UPGRADE = """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
            Host: 127.0.0.1
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = frame("3");
    private static final byte[] CONNECT = frame("40");
    private static final int TEXT = 0x81;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private boolean upgraded;

    /** The client is in the namespace. */
    abstract void onConnect(Wire wire) throws IOException;

    /** A packet of Socket.IO, with the 4 of Engine.IO at {@code from}. */
    abstract void onPacket(Wire wire, byte[] bytes, int from, int to) throws IOException;

    /** A text message as a client sends it. Masked with zeros: that leaves the bytes as they are. */
    static byte[] frame(String packet) {
        byte[] text = packet.getBytes(StandardCharsets.UTF_8);
        if (text.length > 0xffff) throw new IllegalArgumentException("No long frames");
        var frame = ByteBuffer.allocate(text.length + 8).put((byte) TEXT);
        if (text.length < SHORT) frame.put((byte) (0x80 | text.length));
        else frame.put((byte) (0x80 | SHORT)).putShort((short) text.length);
        frame.putInt(0).put(text);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    @Override
    public final void onOpen(Wire wire) throws IOException {
        wire.send(UPGRADE);
    }

    @Override
    public final void onBytes(Wire wire, ByteBuffer in) throws IOException {
        if (!upgraded && !upgrade(in)) return;
        while (takeFrame(wire, in))
            ;
    }

    @SuppressWarnings("ByteBufferBackingArray") // the wire has allocated it
    private boolean upgrade(ByteBuffer in) throws IOException {
        String head = new String(in.array(), 0, in.limit(), StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) return false;
        if (!head.startsWith("HTTP/1.1 101 ")) throw new IOException("No WebSocket: " + head);
        in.position(end + 4);
        upgraded = true;
        return true;
    }

    @SuppressWarnings("ByteBufferBackingArray") // the wire has allocated it
    private boolean takeFrame(Wire wire, ByteBuffer in) throws IOException {
        int start = in.position();
        if (in.remaining() < 2) return false;
        int length = in.get(start + 1);
        int head = length == LONG ? 10 : length == SHORT ? 4 : 2;
        if (in.remaining() < head) return false;
        if (length == LONG) length = Math.toIntExact(in.getLong(start + 2));
        else if (length == SHORT) length = in.getShort(start + 2) & 0xffff;
        if (in.remaining() < head + length) return false;
        if ((in.get(start) & 0xff) != TEXT) throw new IOException("No text, but frame %02x".formatted(in.get(start)));
        in.position(start + head + length);
        onMessage(wire, in.array(), start + head, in.position());
        return true;
    }

    private void onMessage(Wire wire, byte[] bytes, int from, int to) throws IOException {
        switch (bytes[from]) {
            case '0' -> wire.send(CONNECT);
            case '2' -> wire.send(PONG);
            case '4' -> onPacketOrConnect(wire, bytes, from, to);
            default ->
                throw new IOException("No packet: " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private void onPacketOrConnect(Wire wire, byte[] bytes, int from, int to) throws IOException {
        if (bytes[from + 1] == '0') onConnect(wire);
        else onPacket(wire, bytes, from, to);
    }
}
