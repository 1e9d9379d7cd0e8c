package org.feathers4j.cote;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.feathers4j.json.Json;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/** A scripted member of the mesh that says whatever the test wants, byte for byte, over real sockets of the loopback. */
public final class RawPeer implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 20_000;

    public final String uuid = UUID.randomUUID().toString();
    private final int udpPort;
    private final DatagramChannel udp;
    private final List<AutoCloseable> open = new ArrayList<>();

    /**
     * A peer that says nothing yet.
     *
     * @param udpPort for hellos
     */
    public RawPeer(int udpPort) {
        this.udpPort = udpPort;
        try {
            udp = DatagramChannel.open();
            open.add(udp);
            udp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            udp.setOption(StandardSocketOptions.SO_BROADCAST, true);
            udp.bind(new InetSocketAddress("0.0.0.0", udpPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a datagram to everybody. */
    public void say(byte[] datagram) {
        try {
            udp.send(ByteBuffer.wrap(datagram), new InetSocketAddress("127.255.255.255", udpPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void say(String datagram) {
        say(datagram.getBytes(StandardCharsets.UTF_8));
    }

    /** Says hello as a component with this advertisement, under a new iid. */
    public void hello(Object advertisement) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("advertisement", advertisement);
        var hello = new LinkedHashMap<String, @Nullable Object>();
        hello.put("event", "hello");
        hello.put("pid", "raw-" + uuid);
        hello.put("iid", UUID.randomUUID().toString());
        hello.put("hostName", "raw");
        hello.put("data", data);
        say(Json.bytes(hello));
    }

    /** A proper advertisement of this peer, whose key is {@code raw}. */
    public Map<String, @Nullable Object> advertisement(String name, String key, String axonType, int port) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("type", "service");
        members.put("name", name);
        members.put("namespace", key);
        members.put("key", "$$" + key);
        members.put("appUuid", uuid);
        members.put("appDistributionKey", "raw");
        members.put("axon_type", axonType);
        if (port > 0) members.put("port", port);
        return members;
    }

    /** Makes this peer known. */
    public void join() {
        hello(advertisement("feathers services subscriber", "services", "sub-emitter", 0));
    }

    /** The port that a component of an application announces. */
    public int portOf(String appUuid, String componentName) throws IOException {
        var buffer = ByteBuffer.allocate(65_536);
        while (true) {
            buffer.clear();
            udp.receive(buffer);
            var datagram = new byte[buffer.flip().remaining()];
            buffer.get(datagram);
            Advertisement said = Hello.parse(datagram).map(Hello::advertisement).orElse(new Advertisement(Map.of()));
            if (said.name().equals(componentName) && said.appUuid().equals(Optional.of(appUuid))) return said.port();
        }
    }

    /** A TCP connection to a port of this host. */
    public Stream connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        return new Stream(socket);
    }

    /** A port that others can connect to, and who will have done so. */
    public Listening listen() throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        open.add(server);
        return new Listening(server);
    }

    /** The bytes of a proper frame with these arguments. */
    public static byte[] bytes(@Nullable Object... arguments) {
        ByteBuffer frame = AmpEncoder.encode(arguments);
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** An argument that says to be JSON, whatever it is. */
    public static Object rawJson(byte[] text) {
        return new AmpArgument.JsonText(ByteBuffer.wrap(text));
    }

    /** A frame that was received. */
    public static final class Frame {
        private final AmpFrame frame;

        private Frame(AmpFrame frame) {
            this.frame = frame;
        }

        /** An argument as a value. */
        public @Nullable Object argument(int index) {
            return frame.argument(index).read(JsonLimits.DEFAULT);
        }

        /** The last argument, which is the id of requests and replies. */
        public @Nullable Object last() {
            return frame.last().read(JsonLimits.DEFAULT);
        }

        /** Whether a requester takes it for a successful reply. */
        public boolean isSuccess() {
            return AxonReply.of(frame) instanceof AxonReply.Success;
        }

        /** The result of a successful reply. */
        public @Nullable Object result() {
            return AxonReply.of(frame) instanceof AxonReply.Success(AmpArgument id, AmpArgument result)
                            && result != null
                    ? result.read(JsonLimits.DEFAULT)
                    : null;
        }
    }

    /** A listening port. */
    public final class Listening {
        private final ServerSocket server;

        Listening(ServerSocket server) {
            this.server = server;
            try {
                server.setSoTimeout(DEADLINE_MILLIS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public int port() {
            return server.getLocalPort();
        }

        /** The next connection. */
        public Stream next() throws IOException {
            Socket socket = server.accept();
            open.add(socket);
            return new Stream(socket);
        }
    }

    /** A TCP connection. */
    public static final class Stream {
        private final Socket socket;
        private final List<AmpFrame> frames = new ArrayList<>();
        private final AmpDecoder decoder = new AmpDecoder(Integer.MAX_VALUE);
        private final DataInputStream in;

        Stream(Socket socket) {
            this.socket = socket;
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(DEADLINE_MILLIS);
                in = new DataInputStream(socket.getInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Writes a proper frame. */
        public void frame(@Nullable Object... arguments) throws IOException {
            write(bytes(arguments));
        }

        /** That many bytes, the next ones that come. */
        public byte[] first(int count) throws IOException {
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        }

        /** The next frame; null when the other side closes instead. */
        public @Nullable Frame next() throws IOException {
            while (frames.isEmpty()) {
                var bytes = new byte[65_536];
                int count;
                try {
                    count = in.read(bytes);
                } catch (SocketException reset) {
                    return null;
                }
                if (count < 0) return null;
                decoder.decode(ByteBuffer.wrap(bytes, 0, count), frames::add);
            }
            return new Frame(frames.removeFirst());
        }
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
