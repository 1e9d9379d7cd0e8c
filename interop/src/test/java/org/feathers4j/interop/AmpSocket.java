package org.feathers4j.interop;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** A TCP connection on which a test writes AMP frames by hand. It knows nothing of the module {@code cote}. */
final class AmpSocket implements AutoCloseable {

    private static final Duration TIMEOUT = Patience.ofSeconds(20);

    private final Socket socket;
    private final DataInputStream in;

    /** Connects to a port of this machine. */
    AmpSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        in = new DataInputStream(socket.getInputStream());
    }

    /** Writes a frame: texts as {@code s:}, everything else as {@code j:}. */
    void send(@Nullable Object... arguments) throws IOException {
        var frame = new ByteArrayOutputStream();
        var out = new DataOutputStream(frame);
        out.writeByte(0x10 | arguments.length);
        for (var argument : arguments) {
            var text = argument instanceof String string ? "s:" + string : "j:" + Json.text(argument);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        write(frame.toByteArray());
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The arguments of the next frame; empty when the other side closes instead. */
    Optional<List<@Nullable Object>> receive() throws IOException {
        try {
            int count = in.readUnsignedByte() & 0x0f;
            List<@Nullable Object> arguments = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                arguments.add(argument(in.readNBytes(in.readInt())));
            }
            return Optional.of(arguments);
        } catch (EOFException | SocketException closed) {
            return Optional.empty();
        }
    }

    private static @Nullable Object argument(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.startsWith("s:")) {
            return text.substring(2);
        }
        return text.startsWith("j:") ? Json.parse(text.substring(2)) : bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
