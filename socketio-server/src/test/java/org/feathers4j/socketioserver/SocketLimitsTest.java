package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import org.feathers4j.socketioserver.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is too much, and what is not. */
class SocketLimitsTest {
    private static final int MEGABYTE = 1_000_000;

    /** A message packet of exactly so many bytes, with an acknowledgement. */
    private static String packet(int bytes) {
        String around = "421[\"message\",\"\"]";
        return "421[\"message\",\"" + "x".repeat(bytes - around.length()) + "\"]";
    }

    /** An answer has no name. */
    private static int answered(int bytes) {
        return bytes - "\"message\",".length();
    }

    private static EchoServer roomy() {
        return new EchoServer(s -> s.maxHttpBufferSize(25 * MEGABYTE).maxQueuedBytes(30 * MEGABYTE));
    }

    private static RawWebSocket connected(EchoServer server) {
        RawWebSocket client = RawWebSocket.connected(server.port());
        assertThat(client.next()).startsWith("42[\"auth\"");
        return client;
    }

    @Test
    void a_megabyte_is_accepted_by_web_socket_and_a_byte_more_closes_the_connection() {
        try (var server = new EchoServer();
                RawWebSocket client = connected(server)) {
            client.text(packet(MEGABYTE));
            assertThat(client.next().length()).isEqualTo(answered(MEGABYTE));
            client.textOf(MEGABYTE + 1);
            assertThat(client.closed()).as("message too big").isEqualTo(1009);
            server.awaitReason("transport error");
            server.awaitEmpty();
        }
    }

    @Test
    void a_message_in_many_frames_is_limited_as_a_whole() {
        try (var server = new EchoServer();
                RawWebSocket client = connected(server)) {
            client.frame(0x02, new byte[MEGABYTE / 2]);
            client.frame(0x00, new byte[MEGABYTE / 2]);
            client.frame(0x00, new byte[1]);
            assertThat(client.closed()).isEqualTo(1009);
        }
    }

    @Test
    void a_megabyte_is_accepted_by_polling_and_a_byte_more_is_413() {
        try (var server = new EchoServer()) {
            Polling client = Polling.connected(server);
            assertThat(client.post(packet(MEGABYTE)).body()).isEqualTo("ok");
            assertThat(client.poll().body().length()).isEqualTo(answered(MEGABYTE));
            assertThat(client.post(packet(MEGABYTE + 1)).status()).isEqualTo(413);
            assertThat(client.post("42[\"a\"]").status())
                    .as("the session goes on")
                    .isEqualTo(200);
            assertThat(client.poll().body()).isEqualTo("42[\"a-back\"]");
        }
    }

    @Test
    void twenty_megabytes_are_accepted_where_the_limit_allows_it() {
        try (EchoServer server = roomy()) {
            try (RawWebSocket client = connected(server)) {
                client.text(packet(20 * MEGABYTE));
                client.text("42[\"message\",\"after\"]");
                assertThat(client.next().length()).isEqualTo(answered(20 * MEGABYTE));
                assertThat(client.next()).as("in order").isEqualTo("42[\"message-back\",\"after\"]");
            }
            Polling client = Polling.connected(server);
            assertThat(client.post(packet(20 * MEGABYTE)).body()).isEqualTo("ok");
            assertThat(client.poll().body().length()).isEqualTo(answered(20 * MEGABYTE));
        }
    }

    @Test
    void a_large_packet_that_is_none_closes_the_connection() {
        try (var server = new EchoServer();
                RawWebSocket client = connected(server)) {
            client.text(packet(MEGABYTE).replace("\"]", "\""));
            client.text("42[\"message\"]");
            assertThat(client.closed()).isEqualTo(1000);
            assertThat(server.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\",[[1]]]", "453-[\"x\"]", "42/1234567890,[\"x\"]"})
    void what_exceeds_a_limit_of_packets_closes_the_connection(String packet) {
        try (var server = new EchoServer(s -> s.packetLimits(p -> p.maxAttachments(2)
                        .maxAttachmentBytes(10)
                        .maxNamespaceLength(10)
                        .json(j -> j.maxDepth(2))));
                RawWebSocket client = connected(server)) {
            client.text(packet);
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void too_many_packets_in_one_body_end_the_session() {
        try (var server = new EchoServer(s -> s.maxPackets(2))) {
            Polling client = Polling.connected(server);
            assertThat(client.post("42[\"a\"]\u001e42[\"b\"]").status()).isEqualTo(200);
            assertThat(client.post("42[\"a\"]\u001e42[\"b\"]\u001e42[\"c\"]").status())
                    .isEqualTo(400);
            assertThat(client.isGone()).isTrue();
            server.awaitReason("parse error");
        }
    }

    @Test
    void more_sessions_than_allowed_are_refused() {
        try (var server = new EchoServer(s -> s.maxSessions(1));
                RawWebSocket client = connected(server)) {
            Answer refused = RawHttp.get(server.port(), "/socket.io/?EIO=4&transport=polling");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json()).isEqualTo(Map.of("code", 4, "message", "Forbidden"));
            client.text("1");
            server.awaitEmpty();
            assertThat(new Polling(server).sid()).isNotEmpty();
        }
    }

    @Test
    void a_client_that_does_not_read_is_closed_and_others_do_not_notice() {
        try (var server = new EchoServer(s -> s.maxQueuedBytes(2 * MEGABYTE))) {
            try (RawWebSocket slow = connected(server)) {
                Socket victim = server.sockets.remove();
                try (RawWebSocket quick = connected(server)) {
                    SocketFrame frame = SocketFrame.event("news", "x".repeat(MEGABYTE / 4));
                    Socket reader = server.sockets.remove();
                    for (int i = 0; i < 100 && victim.isConnected(); i++) {
                        victim.send(frame);
                        reader.send(frame);
                        assertThat(quick.next().length()).isEqualTo(frame.bytes());
                    }
                    server.awaitReason("slow consumer");
                    assertThat(server.io.closedForSlowness()).isEqualTo(1);
                    assertThat(victim.send(frame)).isFalse();
                    quick.text("42[\"a\"]");
                    assertThat(quick.next()).isEqualTo("42[\"a-back\"]");
                }
                assertThat(slow.closed()).as("cut off, without a close frame").isEqualTo(1006);
            }
            server.awaitEmpty();
        }
    }

    @Test
    void a_client_that_does_not_poll_is_closed_too() {
        try (var server = new EchoServer(s -> s.maxQueuedBytes(MEGABYTE))) {
            Polling client = Polling.connected(server);
            SocketFrame frame = SocketFrame.event("news", "x".repeat(MEGABYTE / 3));
            for (int i = 0; i < 4; i++) server.sockets.element().send(frame);
            server.awaitReason("slow consumer");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void a_half_open_connection_is_ended_by_the_heartbeat() {
        try (EchoServer server = EchoServer.impatient()) {
            var silent = new ArrayList<RawWebSocket>();
            for (int i = 0; i < 20; i++) silent.add(RawWebSocket.open(server.port()));
            silent.forEach(client -> client.text("40"));
            server.awaitEmpty();
            server.awaitReason("ping timeout");
            silent.forEach(RawWebSocket::close);
        }
    }

    @Test
    void an_upgrade_that_is_never_completed_is_dropped() {
        try (var server = new EchoServer(s -> s.upgradeTimeout(ofMillis(200)))) {
            Polling client = Polling.connected(server);
            try (RawWebSocket webSocket = client.webSocket()) {
                assertThat(webSocket.closed()).isEqualTo(1000);
            }
            client.post("42[\"a\"]");
            assertThat(client.poll().body()).isEqualTo("42[\"a-back\"]");
        }
    }

    @Test
    void a_client_that_has_left_its_poll_is_gone() {
        try (var server = new EchoServer()) {
            Polling client = Polling.connected(server);
            client.pollWaiting().close();
            server.awaitReason("transport error");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void options_are_checked_when_they_are_built() {
        assertThat(SocketOptions.create(o -> o.path("/live")).path()).isEqualTo("/live/");
        assertThatThrownBy(() -> SocketOptions.create(o -> o.path("live")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.path("/"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.pingInterval(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.maxHttpBufferSize(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.maxQueuedBytes(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.maxSessions(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.transports()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SocketOptions.create(o -> o.connectTimeout(ofSeconds(-1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
