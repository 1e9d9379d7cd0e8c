package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clients whose connection is lost, and who come back. */
class SocketRecoveryTest {
    private static final Duration SOON = Patience.ofSeconds(30);

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();

    private EchoServer server(Consumer<SocketOptions.Builder> options) {
        SocketIoServer io = SocketIoServer.create(o -> {
            o.connectionStateRecovery(ofMinutes(2));
            options.accept(o);
        });
        io.onConnection(socket -> {
            sockets.add(socket);
            return listener(io, socket);
        });
        return new EchoServer(io);
    }

    private SocketListener listener(SocketIoServer io, Socket socket) {
        return new SocketListener() {
            @Override
            public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {
                socket.send(io.event("again", args.getFirst()));
            }

            @Override
            public void disconnected(String reason) {
                reasons.add(reason);
            }
        };
    }

    /** A client in the namespace, which came with these credentials. */
    private record Client(RawWebSocket wire, String sid, String pid) implements AutoCloseable {
        static Client connect(EchoServer server, String auth) {
            RawWebSocket wire = RawWebSocket.open(server.port());
            wire.text("40" + auth);
            String answer = wire.next();
            assertThat(answer).startsWith("40{");
            var ids = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.substring(2)));
            return new Client(wire, String.valueOf(ids.get("sid")), String.valueOf(ids.get("pid")));
        }

        static Client returning(EchoServer server, Client before, String offset) {
            return connect(server, Json.text(Map.of("pid", before.pid, "offset", offset)));
        }

        /** The next event but for its offset, which is its last argument. */
        String event() {
            String message = wire.next();
            assertThat(message).matches("42\\[.*,\"[^\"]+\"]");
            return message.substring(0, message.lastIndexOf(','));
        }

        String offset() {
            String message = wire.next();
            return message.substring(message.lastIndexOf(",\"") + 2, message.length() - 2);
        }

        @Override
        public void close() {
            wire.close();
        }
    }

    private void say(EchoServer server, String text) {
        for (Socket socket : sockets) socket.send(server.io.event("said", text));
    }

    private void awaitAway(EchoServer server, int count) {
        Eventually.await(SOON, count + " away", () -> server.io.away() == count);
    }

    @Test
    void a_client_gets_what_it_has_missed_in_order_and_once() {
        try (var server = server(o -> {})) {
            Client first = Client.connect(server, "");
            say(server, "heard");
            String offset = first.offset();
            say(server, "on its way");
            first.close();
            awaitAway(server, 1);
            say(server, "missed");
            say(server, "missed too");
            try (Client back = Client.returning(server, first, offset)) {
                assertThat(back.sid).isEqualTo(first.sid);
                assertThat(back.pid).isEqualTo(first.pid);
                assertThat(back.event()).isEqualTo("42[\"said\",\"on its way\"");
                assertThat(back.event()).isEqualTo("42[\"said\",\"missed\"");
                assertThat(back.event()).isEqualTo("42[\"said\",\"missed too\"");
                say(server, "new");
                assertThat(back.event()).isEqualTo("42[\"said\",\"new\"");
                back.wire.text("42[\"message\",7]");
                assertThat(back.event())
                        .as("its listener is the one that it had")
                        .isEqualTo("42[\"again\",7");
                assertThat(sockets).hasSize(1);
                assertThat(reasons).isEmpty();
                assertThat(server.io.away()).isZero();
            }
        }
    }

    @Test
    void a_client_that_has_heard_nothing_yet_gets_all() {
        try (var server = server(o -> {})) {
            Client first = Client.connect(server, "");
            first.close();
            awaitAway(server, 1);
            say(server, "missed");
            try (Client back = Client.connect(server, Json.text(Map.of("pid", first.pid)))) {
                assertThat(back.sid).isEqualTo(first.sid);
                assertThat(back.event()).isEqualTo("42[\"said\",\"missed\"");
            }
        }
    }

    /** A network that is gone says nothing, and the ping is not due yet. */
    @Test
    void a_client_may_be_back_before_the_server_has_noticed_that_it_was_away() {
        try (var server = server(o -> {});
                Client first = Client.connect(server, "")) {
            say(server, "heard");
            String offset = first.offset();
            say(server, "lost");
            try (Client back = Client.returning(server, first, offset)) {
                assertThat(back.sid).isEqualTo(first.sid);
                assertThat(back.event()).isEqualTo("42[\"said\",\"lost\"");
                Eventually.await(SOON, "the end of the first session", () -> server.io.count() == 1);
                assertThat(reasons).isEmpty();
                say(server, "new");
                assertThat(back.event()).isEqualTo("42[\"said\",\"new\"");
            }
        }
    }

    @Test
    void a_client_that_comes_back_too_late_is_a_new_one() {
        try (var server = server(o -> o.connectionStateRecovery(ofMillis(100)))) {
            Client first = Client.connect(server, "");
            say(server, "heard");
            String offset = first.offset();
            first.close();
            Eventually.await(SOON, "the end of the socket", () -> reasons.contains("transport close"));
            try (Client back = Client.returning(server, first, offset)) {
                assertThat(back.sid).isNotEqualTo(first.sid);
                assertThat(back.pid).isNotEqualTo(first.pid);
                assertThat(server.io.away()).isZero();
            }
        }
    }

    @Test
    void a_client_that_has_missed_more_than_is_remembered_is_a_new_one() {
        try (var server = server(o -> o.maxReplayBytes(2000))) {
            Client first = Client.connect(server, "");
            say(server, "heard");
            String offset = first.offset();
            first.close();
            awaitAway(server, 1);
            for (int i = 0; i < 10; i++) say(server, "x".repeat(300));
            try (Client back = Client.returning(server, first, offset)) {
                assertThat(back.sid).isNotEqualTo(first.sid);
                Eventually.await(SOON, "the end of the first socket", () -> reasons.contains("transport close"));
                assertThat(sockets).hasSize(2);
            }
        }
    }

    @Test
    void who_leaves_or_is_sent_away_does_not_come_back() {
        try (var server = server(o -> {})) {
            Client leaving = Client.connect(server, "");
            leaving.wire.text("41");
            Eventually.await(SOON, "the end", () -> reasons.contains("client namespace disconnect"));
            leaving.close();
            Client expelled = Client.connect(server, "");
            sockets.stream().filter(socket -> socket.id().equals(expelled.sid)).forEach(Socket::disconnect);
            Eventually.await(SOON, "the end", () -> reasons.contains("server namespace disconnect"));
            expelled.close();
            Client away = Client.connect(server, "");
            away.close();
            awaitAway(server, 1);
            sockets.stream().filter(socket -> socket.id().equals(away.sid)).forEach(Socket::disconnect);
            // it is counted as away a moment before it is
            awaitAway(server, 0);
            Eventually.await(SOON, "the end", () -> reasons.size() == 3);
            for (Client each : List.of(leaving, expelled, away))
                try (Client back = Client.connect(server, Json.text(Map.of("pid", each.pid)))) {
                    assertThat(back.sid).isNotEqualTo(each.sid);
                }
        }
    }

    @Test
    void a_pid_that_nobody_has_or_that_is_no_text_makes_a_new_client() {
        try (var server = server(o -> {});
                Client other = Client.connect(server, "")) {
            for (String auth : List.of(
                    "{\"pid\":\"made up\",\"offset\":\"x\"}",
                    "{\"pid\":7}",
                    "{\"pid\":{\"a\":1},\"offset\":[]}",
                    "{\"pid\":\"%s\",\"offset\":\"made up\"}".formatted(other.pid)))
                try (Client client = Client.connect(server, auth)) {
                    assertThat(client.sid).isNotEqualTo(other.sid);
                }
        }
    }

    @Test
    void no_more_are_expected_back_than_may_be_connected() {
        try (var server = server(o -> o.maxSessions(2))) {
            for (int i = 1; i <= 4; i++) {
                Client client = Client.connect(server, "");
                client.close();
                int away = Math.min(i, 2);
                Eventually.await(SOON, away + " away", () -> server.io.count() == 0 && server.io.away() == away);
                // its session has ended before another client is given up for it
                int ends = i - away;
                Eventually.await(SOON, ends + " given up", () -> reasons.size() == ends);
            }
            assertThat(reasons).containsExactly("transport close", "transport close");
        }
    }

    @Test
    void a_server_that_closes_gives_up_who_is_away() {
        try (var server = server(o -> {});
                Client present = Client.connect(server, "")) {
            Client away = Client.connect(server, "");
            away.close();
            awaitAway(server, 1);
            assertThat(present.pid).isNotEqualTo("null");
            server.io.endSessions(SOON);
            Eventually.await(SOON, "both ends", () -> reasons.size() == 2);
        }
        assertThat(reasons).containsExactlyInAnyOrder("transport close", "server shutting down");
    }

    @Test
    void without_the_option_nothing_is_different() {
        try (var server = server(o -> o.connectionStateRecovery(Duration.ZERO))) {
            Client first = Client.connect(server, "");
            assertThat(first.pid).isEqualTo("null");
            say(server, "bare");
            assertThat(first.wire.next()).isEqualTo("42[\"said\",\"bare\"]");
            first.close();
            Eventually.await(SOON, "the end", () -> reasons.contains("transport close"));
        }
    }

    @Test
    void options_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> SocketOptions.create(o -> o.connectionStateRecovery(ofMillis(-1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connectionStateRecovery PT-0.001S must not be negative");
        assertThatThrownBy(() -> SocketOptions.create(o -> o.connectionStateRecovery(ofMinutes(1))
                        .maxQueuedBytes(1000)
                        .maxReplayBytes(1001)))
                .hasMessage("maxReplayBytes 1001 must not be above maxQueuedBytes 1000");
    }
}
