package org.feathers4j.socketioserver;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.socketio.Octets;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** A WebSocket client down to its frames (RFC 6455), which sends nothing by itself but pongs, and those only while a test waits for the next text. */
public final class RawWebSocket implements AutoCloseable {
    private static final int TIMEOUT = (int) Patience.ofSeconds(10).toMillis();
    private static final byte[] MASK = {7, 1, 9, 3};
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    /** A frame from the server. */
    private record Message(int opcode, Octets content) {
        boolean isText(String text) {
            return opcode == TEXT && content.text().equals(text);
        }
    }

    private final Socket socket = new Socket();
    private final String answer;

    public RawWebSocket(int port, String path, String... headers) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            socket.setTcpNoDelay(true);
            String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            send(("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + more
                            + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            answer = head();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new session of Engine.IO, which has said its first word. */
    public static RawWebSocket open(int port) {
        var webSocket = new RawWebSocket(port, "/socket.io/?EIO=4&transport=websocket");
        webSocket.handshake();
        return webSocket;
    }

    /** A client in the main namespace. */
    public static RawWebSocket connected(int port) {
        RawWebSocket webSocket = open(port);
        webSocket.text("40");
        String answer = webSocket.next();
        if (!answer.startsWith("40{\"sid\":")) throw new IllegalStateException("Not let in: " + answer);
        return webSocket;
    }

    public Map<?, ?> handshake() {
        String open = next();
        if (!open.startsWith("0")) throw new IllegalStateException("No handshake: " + open);
        return RawHttp.object(Json.parse(open.substring(1)));
    }

    public int status() {
        return Integer.parseInt(answer.split(" ", -1)[1]);
    }

    public String answer() {
        return answer;
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int octet = socket.getInputStream().read();
            if (octet < 0) throw new EOFException("Connection closed during the handshake");
            head.write(octet);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    public void text(String message) {
        frame(0x80 | TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) bytes[i] = (byte) octets[i];
        binary(bytes);
    }

    public void binary(byte[] bytes) {
        frame(0x80 | BINARY, bytes);
    }

    /** The beginning of a text of more than 65,535 bytes, which does not come: a server that refuses it may close before it could be sent. */
    public void textOf(long length) {
        var head = ByteBuffer.allocate(10);
        send(head.put((byte) (0x80 | TEXT))
                .put((byte) (0x80 | 127))
                .putLong(length)
                .array());
    }

    /** Any frame: first byte as it is, content masked. */
    public void frame(int first, byte[] content) {
        var frame = ByteBuffer.allocate(14 + content.length);
        frame.put((byte) first);
        if (content.length < 126) frame.put((byte) (0x80 | content.length));
        else if (content.length <= 0xFFFF) frame.put((byte) (0x80 | 126)).putShort((short) content.length);
        else frame.put((byte) (0x80 | 127)).putLong(content.length);
        frame.put(MASK);
        for (int i = 0; i < content.length; i++) frame.put((byte) (content[i] ^ MASK[i % 4]));
        send(Arrays.copyOf(frame.array(), frame.position()));
    }

    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next text, a ping too. */
    public String anyText() {
        return message().content.text();
    }

    /** The next text that is no ping. */
    public String next() {
        Message message = message();
        while (message.isText("2")) {
            text("3");
            message = message();
        }
        if (message.opcode != TEXT) throw new IllegalStateException("Not a text but " + message.opcode);
        return message.content.text();
    }

    /** The next bytes. */
    public byte[] nextBytes() {
        Message message = message();
        if (message.opcode != BINARY) throw new IllegalStateException("Not bytes but " + message.content);
        return message.content.bytes();
    }

    private Message message() {
        Message message = messageOrEnd();
        if (message == null) throw new IllegalStateException("The server has closed the connection");
        return message;
    }

    private @Nullable Message messageOrEnd() {
        try {
            var in = new DataInputStream(socket.getInputStream());
            int first = in.read();
            if (first < 0) return null;
            long length = in.readUnsignedByte();
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = in.readLong();
            byte[] content = new byte[Math.toIntExact(length)];
            in.readFully(content);
            return new Message(first & 0x0F, Octets.of(content));
        } catch (EOFException e) {
            return null;
        } catch (IOException e) {
            if (e instanceof java.net.SocketTimeoutException) throw new UncheckedIOException(e);
            return null;
        }
    }

    /** The status of the server's close frame, which is answered; 1006 when it closed without one; skips everything before. */
    public int closed() {
        for (Message message = messageOrEnd(); message != null; message = messageOrEnd()) {
            if (message.opcode != CLOSE) continue;
            frame(0x80 | CLOSE, message.content.bytes());
            return message.content.length() < 2
                    ? 1005
                    : ByteBuffer.wrap(message.content.bytes()).getShort();
        }
        return 1006;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
