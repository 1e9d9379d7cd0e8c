package org.feathers4j.benchmarks;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.time.Duration;

import io.netty.channel.epoll.Epoll;
import org.feathers4j.cote.PortRange;
import org.feathers4j.cote.VertxNetwork;
import org.feathers4j.cote.WireAcceptor;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What depends on Netty's native transport, which this module has on its class path as the server guide advises; the other tests go without. */
class NativeTransportTest {
    private static final Duration SOON = Patience.ofSeconds(10);
    private static final WireAcceptor NOBODY = wire -> {
        throw new AssertionError("nobody connects");
    };

    private final VertxNetwork network = new VertxNetwork();

    @BeforeEach
    void isNative() {
        assertThat(Epoll.isAvailable()).isTrue();
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void a_member_of_the_mesh_listens_at_the_next_port_when_one_is_taken() throws Exception {
        try (var other = besideFreePort()) {
            int taken = other.getLocalPort();
            // which of the two is tried first is left to chance
            for (int i = 0; i < 20; i++) {
                var server = network.await(network.listen(new PortRange(taken, taken + 1), null, NOBODY), SOON);
                assertThat(server.port()).isEqualTo(taken + 1);
                server.close();
            }
        }
    }

    private static ServerSocket besideFreePort() throws IOException {
        while (true) {
            var socket = new ServerSocket(0);
            try {
                new ServerSocket(socket.getLocalPort() + 1).close();
                return socket;
            } catch (BindException e) {
                socket.close();
            }
        }
    }

    @Test
    void it_says_so_when_all_ports_are_taken() throws Exception {
        try (var other = new ServerSocket(0)) {
            var only = new PortRange(other.getLocalPort(), other.getLocalPort());
            assertThatThrownBy(() -> network.await(network.listen(only, null, NOBODY), SOON))
                    .hasMessageContaining("No free TCP port between")
                    .rootCause()
                    .hasMessageContaining("in use");
        }
    }
}
