package org.feathers4j.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.socketioserver.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two servers in one application. */
class TransportsTest {
    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private Server server(int ownPort) {
        return app.configure(
                Server.create(o -> o.host("127.0.0.1").eventLoops(1).port(ownPort)));
    }

    private Server server() {
        return app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
    }

    private static void assertFree(int port) {
        assertThatThrownBy(() -> {
                    try (var socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
                    }
                })
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void both_answer_and_closing_closes_both() {
        Server admin = server(0);
        Server open = server();
        admin.use("/health", ctx -> ctx.response().end("fine"));
        app.use("readonly", new ReadOnly()).listen(0);
        int own = admin.port();
        int asked = open.port();
        assertThat(app.port()).isEqualTo(asked).isNotEqualTo(own);
        assertThat(admin.address()).isEqualTo("http://127.0.0.1:" + own);
        assertThat(RawHttp.get(own, "/readonly/1").status()).isEqualTo(200);
        assertThat(RawHttp.get(asked, "/readonly/1").status()).isEqualTo(200);
        assertThat(RawHttp.get(own, "/health").body()).isEqualTo("fine");
        assertThat(RawHttp.get(asked, "/health").status()).isEqualTo(404);
        app.close();
        assertFree(own);
        assertFree(asked);
        assertThat(admin.port()).isZero();
    }

    @Test
    void a_port_of_its_own_counts_whatever_listen_says() throws IOException {
        int own = FreePort.reserve();
        server(own);
        app.use("readonly", new ReadOnly()).listen(FreePort.reserve());
        assertThat(app.port()).isEqualTo(own);
        assertThat(RawHttp.get(own, "/readonly/1").status()).isEqualTo(200);
    }

    @Test
    void when_one_cannot_listen_the_other_is_closed_and_the_error_says_which() throws IOException {
        int free = FreePort.reserve();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server();
            server(taken.getLocalPort());
            assertThatThrownBy(() -> app.listen(free))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "org.feathers4j.server.Server cannot listen on port %d: Port %d of 127.0.0.1"
                                    .formatted(taken.getLocalPort(), taken.getLocalPort()))
                    .hasMessageContaining("is in use");
            assertThat(app.port()).isZero();
            assertFree(free);
        }
        app.use("readonly", new ReadOnly()).listen(free);
        assertThat(RawHttp.get(free, "/readonly/1").json()).isInstanceOf(Map.class);
    }

    @Test
    void one_port_for_two_is_refused() throws IOException {
        int port = FreePort.reserve();
        server();
        server();
        assertThatThrownBy(() -> app.listen(port))
                .hasMessageContaining("is a second Server configured? Give one of them a port of its own");
        assertFree(port);
    }

    @Test
    void there_are_no_ports_beyond_65535() {
        assertThatThrownBy(() -> server(70_000)).hasMessage("port 70000 must be between 0 and 65535");
    }
}
