package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** An ear and a mouth on the discovery port of a mesh, with no knowledge of the module {@code cote}. */
final class Discovery implements AutoCloseable {

    private static final Duration TIMEOUT = Patience.ofSeconds(20);

    private final DatagramSocket socket;
    private final int port;

    Discovery(int port) {
        this.port = port;
        try {
            socket = new DatagramSocket(null);
            socket.setReuseAddress(true);
            socket.setBroadcast(true);
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            socket.bind(new InetSocketAddress("0.0.0.0", port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on UDP port " + port, e);
        }
    }

    /** The TCP port that a component of an application announces. */
    int portOf(String component, String appUuid) {
        var advertisement = advertisement(hello(component, appUuid));
        return advertisement.get("port") instanceof Integer number ? number : -1;
    }

    /** The next hello of that component. */
    Map<String, @Nullable Object> hello(String component, String appUuid) {
        return next(hello -> {
            var advertisement = advertisement(hello);
            return component.equals(advertisement.get("name")) && appUuid.equals(advertisement.get("appUuid"));
        });
    }

    private Map<String, @Nullable Object> next(Predicate<Map<String, @Nullable Object>> wanted) {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            while (true) {
                packet.setLength(65_536);
                socket.receive(packet);
                var hello = Values.object(
                        Json.parse(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)));
                if (wanted.test(hello)) {
                    return hello;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no such hello on UDP port " + port, e);
        }
    }

    private static Map<String, @Nullable Object> advertisement(Map<String, @Nullable Object> hello) {
        return Values.object(Values.object(hello.get("data")).get("advertisement"));
    }

    /** Broadcasts bytes. */
    void say(byte[] datagram) {
        try {
            var everybody = InetAddress.getByAddress(new byte[] {127, (byte) 255, (byte) 255, (byte) 255});
            var copy = Arrays.copyOf(datagram, datagram.length);
            socket.send(new DatagramPacket(copy, copy.length, everybody, port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send %d bytes to UDP port %d".formatted(datagram.length, port), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
