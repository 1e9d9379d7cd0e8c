package org.feathers4j.cote;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VertxNetworkTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    @Test
    void its_tasks_and_timers_know_that_they_are_on_the_loop_and_other_threads_that_they_are_not() throws Exception {
        var network = new VertxNetwork();
        try {
            var first = new CompletableFuture<Boolean>();
            var timer = new CompletableFuture<Boolean>();
            network.execute(() -> first.complete(network.onLoop()));
            network.schedule(Duration.ZERO, () -> timer.complete(network.onLoop()));
            assertThat(network.await(first, SOON)).isTrue();
            assertThat(network.await(timer, SOON)).isTrue();
            assertThat(network.onLoop()).isFalse();
        } finally {
            network.close();
        }
    }

    @Test
    void the_loop_of_one_network_is_none_of_another_one() throws Exception {
        var network = new VertxNetwork();
        var other = new VertxNetwork();
        try {
            var seen = new CompletableFuture<Boolean>();
            network.execute(() -> seen.complete(other.onLoop()));
            assertThat(network.await(seen, SOON)).isFalse();
        } finally {
            network.close();
            other.close();
        }
    }

    @Test
    void its_loop_does_not_wait_for_itself() throws Exception {
        var network = new VertxNetwork();
        try {
            var refused = new CompletableFuture<Throwable>();
            network.execute(() -> {
                try {
                    network.await(new CompletableFuture<>(), Duration.ZERO);
                } catch (Exception e) {
                    refused.complete(e);
                }
            });
            assertThat(network.await(refused, SOON)).isInstanceOf(IllegalStateException.class);
        } finally {
            network.close();
        }
    }

    /** As at the end of a TLS handshake, when the peer has broken the connection while our last bytes were on their way. */
    @Test
    void a_connection_that_is_reported_as_open_after_it_broke_is_not_handed_over() throws Exception {
        var vertx = Vertx.vertx();
        try {
            int port = vertx.createNetServer()
                    .connectHandler(socket -> {})
                    .listen(0, "127.0.0.1")
                    .await(SOON.toSeconds(), TimeUnit.SECONDS)
                    .actualPort();
            var handedOver = new AtomicBoolean();
            var opened = new CompletableFuture<Boolean>();
            vertx.createNetClient()
                    .connect(port, "127.0.0.1")
                    .onComplete(
                            socket -> {
                                var unused = ((NetSocketInternal) socket)
                                        .channelHandlerContext()
                                        .channel()
                                        .close();
                                try {
                                    opened.complete(VertxWire.open(socket, wire -> {
                                        handedOver.set(true);
                                        throw new AssertionError("handed over");
                                    }));
                                } catch (RuntimeException e) {
                                    opened.completeExceptionally(e);
                                }
                            },
                            opened::completeExceptionally);
            assertThat(opened.get(SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
            assertThat(handedOver).isFalse();
        } finally {
            vertx.close().await(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Busy with tasks at that moment, the loop gets no other turn. */
    @Test
    void closing_ends_connections_that_are_still_being_opened() throws Exception {
        var network = new VertxNetwork();
        var silent = new ArrayList<Socket>();
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout((int) SOON.toMillis());
            for (int i = 0; i < 3; i++) {
                network.connect(
                        "127.0.0.1",
                        server.getLocalPort(),
                        MeshSecret.of("what only the members of this mesh know"),
                        SOON,
                        wire -> {
                            throw new AssertionError("open without a handshake");
                        },
                        failure -> {});
                Socket socket = server.accept();
                socket.setSoTimeout((int) SOON.toMillis());
                silent.add(socket);
                assertThat(socket.getInputStream().readNBytes(2))
                        .as("a record of TLS")
                        .containsExactly(0x16, 0x03);
            }
            long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
            network.execute(new Runnable() {
                @Override
                public void run() {
                    if (System.nanoTime() < end) network.execute(this);
                }
            });
            network.close();
            // times out on a connection that goes on
            for (Socket socket : silent) socket.getInputStream().readAllBytes();
        } finally {
            for (Socket socket : silent) socket.close();
        }
    }

    /** The largest of UDP over IPv4: only one that comes before there is room for it is cut off, and hellos are said again. */
    @Test
    void datagrams_of_all_sizes_arrive_whole() throws Exception {
        var network = new VertxNetwork();
        try (var sender = new DatagramSocket()) {
            var received = new LinkedBlockingQueue<byte[]>();
            int port = FreePort.udp();
            network.await(
                    network.bindDatagrams(
                            new DatagramSettings("127.0.0.1", port, null, 1),
                            (datagram, address) -> received.add(datagram)),
                    SOON);
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int size : new int[] {1, 700, 8191, 8192, 8193, 65_507, 700, 65_507}) {
                byte[] sent = new byte[size];
                new Random(size).nextBytes(sent);
                long end = System.nanoTime() + SOON.toNanos();
                byte[] last = {};
                while (!Arrays.equals(sent, last) && System.nanoTime() < end) {
                    sender.send(new DatagramPacket(sent, size, to));
                    byte[] next = received.poll(1, TimeUnit.SECONDS);
                    if (next != null) last = next;
                }
                assertThat(last).isEqualTo(sent);
                received.clear();
            }
        } finally {
            network.close();
        }
    }

    /** Not one as large as the kernel's buffer of the whole socket. */
    @Test
    void room_for_datagrams_is_small_until_a_large_one_has_come() {
        var buffers = new VertxTransport.Buffers();
        var reading = buffers.newHandle();
        reading.lastBytesRead(700);
        assertThat(buffers.newHandle().guess()).isEqualTo(8 * 1024);
        reading.lastBytesRead(8 * 1024);
        assertThat(buffers.newHandle().guess()).isEqualTo(64 * 1024);
        reading.lastBytesRead(700);
        assertThat(buffers.newHandle().guess()).isEqualTo(64 * 1024);
    }
}
