package org.feathers4j.socketioserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** Many at once. */
class SocketLoadTest {
    private static final int MANY = 2000;
    private static final int THREADS = 16;

    private static List<RawWebSocket> connect(EchoServer server, int count) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var pending = new ArrayList<Future<RawWebSocket>>();
            for (int i = 0; i < count; i++) pending.add(threads.submit(() -> RawWebSocket.connected(server.port())));
            var clients = new ArrayList<RawWebSocket>();
            for (Future<RawWebSocket> client : pending) clients.add(client.get());
            return clients;
        }
    }

    @Test
    void two_thousand_sockets_are_connected_at_once_and_all_hear_the_same() throws Exception {
        try (var server = new EchoServer(s -> s.pingInterval(ofMinutes(10)))) {
            List<RawWebSocket> clients = connect(server, MANY);
            assertThat(server.io.count()).isEqualTo(MANY);
            SocketFrame frame = SocketFrame.event("news", "hello");
            for (Socket socket : server.sockets) assertThat(socket.send(frame)).isTrue();
            for (RawWebSocket client : clients) {
                assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
                assertThat(client.next()).isEqualTo("42[\"news\",\"hello\"]");
            }
            clients.forEach(RawWebSocket::close);
            server.awaitEmpty();
            Eventually.await(ofSeconds(30), "all to be reported", () -> server.reasons.size() == MANY);
        }
    }

    @Test
    void clients_that_all_lose_their_connection_and_come_back_are_new_ones() throws Exception {
        try (var server = new EchoServer()) {
            for (int storm = 1; storm <= 3; storm++) {
                List<RawWebSocket> clients = connect(server, 200);
                clients.forEach(RawWebSocket::close);
                assertThat(server.sockets.stream().map(Socket::id).distinct().count())
                        .isEqualTo(200L * storm);
            }
            server.awaitEmpty();
            Eventually.await(ofSeconds(30), "all to be reported", () -> server.reasons.size() == 600);
            try (RawWebSocket client = RawWebSocket.connected(server.port())) {
                assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
            }
        }
    }
}
