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
import org.jspecify.annotations.Nullable;

/** A scripted member of the mesh that says whatever the test wants, byte for byte, over real sockets of the loopback. */
final class RawPeer implements AutoCloseable {
    final String uuid = UUID.randomUUID().toString();
    private final int udpPort;
    private final DatagramChannel udp;
    private final List<AutoCloseable> open = new ArrayList<>();

    RawPeer(int udpPort) {
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
    void say(byte[] datagram) {
        try {
            udp.send(ByteBuffer.wrap(datagram), new InetSocketAddress("127.255.255.255", udpPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(String datagram) {
        say(datagram.getBytes(StandardCharsets.UTF_8));
    }

    /** Says hello as a component with this advertisement, under a new iid. */
    void hello(Object advertisement) {
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
    Map<String, @Nullable Object> advertisement(String name, String key, String axonType, int port) {
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
    void join() {
        hello(advertisement("feathers services subscriber", "services", "sub-emitter", 0));
    }

    /** The port that a component of an application announces. */
    int portOf(TestApp app, String componentName) throws IOException {
        var buffer = ByteBuffer.allocate(65_536);
        while (true) {
            buffer.clear();
            udp.receive(buffer);
            var datagram = new byte[buffer.flip().remaining()];
            buffer.get(datagram);
            Advertisement said = Hello.parse(datagram).map(Hello::advertisement).orElse(new Advertisement(Map.of()));
            if (said.name().equals(componentName) && said.appUuid().equals(Optional.of(app.self.uuid())))
                return said.port();
        }
    }

    /** A TCP connection to a port of this host. */
    Stream connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        return new Stream(socket);
    }

    /** A port that others can connect to, and who will have done so. */
    Door listen() throws IOException {
        var server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
        open.add(server);
        return new Door(server);
    }

    /** A listening port. */
    final class Door {
        private final ServerSocket server;

        Door(ServerSocket server) {
            this.server = server;
            try {
                server.setSoTimeout((int) TestApp.DEADLINE.toMillis());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int port() {
            return server.getLocalPort();
        }

        /** The next one who comes in. */
        Stream next() throws IOException {
            Socket socket = server.accept();
            open.add(socket);
            return new Stream(socket);
        }
    }

    /** A TCP connection. */
    static final class Stream {
        private final Socket socket;
        private final List<AmpFrame> frames = new ArrayList<>();
        private final AmpDecoder decoder = new AmpDecoder(Integer.MAX_VALUE);
        private final DataInputStream in;

        Stream(Socket socket) {
            this.socket = socket;
            try {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) TestApp.DEADLINE.toMillis());
                in = new DataInputStream(socket.getInputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        /** Writes a proper frame. */
        void frame(@Nullable Object... arguments) throws IOException {
            ByteBuffer frame = AmpEncoder.encode(arguments);
            var bytes = new byte[frame.remaining()];
            frame.get(bytes);
            write(bytes);
        }

        /** The next frame; null when the other side closes instead. */
        @Nullable
        AmpFrame next() throws IOException {
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
            return frames.removeFirst();
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
