package org.feathers4j.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import org.feathers4j.json.JsonLimits;
import org.feathers4j.server.RawHttp.Answer;
import org.feathers4j.socketio.PacketLimits;
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

    private static SocketHouse roomy() {
        return new SocketHouse(s -> s.withMaxHttpBufferSize(25 * MEGABYTE).withMaxQueuedBytes(30 * MEGABYTE));
    }

    private static RawWebSocket connected(SocketHouse house) {
        RawWebSocket client = RawWebSocket.connected(house.port());
        assertThat(client.next()).startsWith("42[\"auth\"");
        return client;
    }

    @Test
    void a_megabyte_is_accepted_by_web_socket_and_a_byte_more_closes_the_connection() {
        try (var house = new SocketHouse();
                RawWebSocket client = connected(house)) {
            client.text(packet(MEGABYTE));
            assertThat(client.next().length()).isEqualTo(answered(MEGABYTE));
            client.textOf(MEGABYTE + 1);
            assertThat(client.closed()).as("message too big").isEqualTo(1009);
            house.awaitReason("transport error");
            house.awaitEmpty();
        }
    }

    @Test
    void a_message_in_many_frames_is_limited_as_a_whole() {
        try (var house = new SocketHouse();
                RawWebSocket client = connected(house)) {
            client.frame(0x02, new byte[MEGABYTE / 2]);
            client.frame(0x00, new byte[MEGABYTE / 2]);
            client.frame(0x00, new byte[1]);
            assertThat(client.closed()).isEqualTo(1009);
        }
    }

    @Test
    void a_megabyte_is_accepted_by_polling_and_a_byte_more_is_413() {
        try (var house = new SocketHouse()) {
            Polling client = Polling.connected(house);
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
        try (SocketHouse house = roomy()) {
            try (RawWebSocket client = connected(house)) {
                client.text(packet(20 * MEGABYTE));
                client.text("42[\"message\",\"after\"]");
                assertThat(client.next().length()).isEqualTo(answered(20 * MEGABYTE));
                assertThat(client.next()).as("in order").isEqualTo("42[\"message-back\",\"after\"]");
            }
            Polling client = Polling.connected(house);
            assertThat(client.post(packet(20 * MEGABYTE)).body()).isEqualTo("ok");
            assertThat(client.poll().body().length()).isEqualTo(answered(20 * MEGABYTE));
        }
    }

    @Test
    void a_large_packet_that_is_none_closes_the_connection() {
        try (var house = new SocketHouse();
                RawWebSocket client = connected(house)) {
            client.text(packet(MEGABYTE).replace("\"]", "\""));
            client.text("42[\"message\"]");
            assertThat(client.closed()).isEqualTo(1000);
            assertThat(house.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\",[[1]]]", "453-[\"x\"]", "42/1234567890,[\"x\"]"})
    void what_exceeds_a_limit_of_packets_closes_the_connection(String packet) {
        var limits = new PacketLimits(2, 10, 10, JsonLimits.DEFAULT.withMaxDepth(2));
        try (var house = new SocketHouse(s -> s.withPacketLimits(limits));
                RawWebSocket client = connected(house)) {
            client.text(packet);
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void too_many_packets_in_one_body_end_the_session() {
        try (var house = new SocketHouse(s -> s.withEngine(e -> e.withMaxPackets(2)))) {
            Polling client = Polling.connected(house);
            assertThat(client.post("42[\"a\"]\u001e42[\"b\"]").status()).isEqualTo(200);
            assertThat(client.post("42[\"a\"]\u001e42[\"b\"]\u001e42[\"c\"]").status())
                    .isEqualTo(400);
            assertThat(client.isGone()).isTrue();
            house.awaitReason("parse error");
        }
    }

    @Test
    void more_sessions_than_allowed_are_refused() {
        try (var house = new SocketHouse(s -> s.withMaxSessions(1));
                RawWebSocket client = connected(house)) {
            Answer refused = RawHttp.get(house.port(), "/socket.io/?EIO=4&transport=polling");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json()).isEqualTo(Map.of("code", 4, "message", "Forbidden"));
            client.text("1");
            house.awaitEmpty();
            assertThat(new Polling(house).sid()).isNotEmpty();
        }
    }

    @Test
    void a_client_that_does_not_read_is_closed_and_others_do_not_notice() {
        try (var house = new SocketHouse(s -> s.withMaxQueuedBytes(2 * MEGABYTE))) {
            try (RawWebSocket slow = connected(house)) {
                Socket victim = house.sockets.remove();
                try (RawWebSocket quick = connected(house)) {
                    SocketFrame frame = SocketFrame.event("news", "x".repeat(MEGABYTE / 4));
                    Socket reader = house.sockets.remove();
                    for (int i = 0; i < 100 && victim.isConnected(); i++) {
                        victim.send(frame);
                        reader.send(frame);
                        assertThat(quick.next().length()).isEqualTo(frame.bytes());
                    }
                    house.awaitReason("slow consumer");
                    assertThat(house.io.closedForSlowness()).isEqualTo(1);
                    assertThat(victim.send(frame)).isFalse();
                    quick.text("42[\"a\"]");
                    assertThat(quick.next()).isEqualTo("42[\"a-back\"]");
                }
                assertThat(slow.closed()).as("cut off, without a close frame").isEqualTo(1006);
            }
            house.awaitEmpty();
        }
    }

    @Test
    void a_client_that_does_not_poll_is_closed_too() {
        try (var house = new SocketHouse(s -> s.withMaxQueuedBytes(MEGABYTE))) {
            Polling client = Polling.connected(house);
            SocketFrame frame = SocketFrame.event("news", "x".repeat(MEGABYTE / 3));
            for (int i = 0; i < 4; i++) house.sockets.element().send(frame);
            house.awaitReason("slow consumer");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void a_half_open_connection_is_ended_by_the_heartbeat() {
        try (SocketHouse house = SocketHouse.impatient()) {
            var silent = new ArrayList<RawWebSocket>();
            for (int i = 0; i < 20; i++) silent.add(RawWebSocket.open(house.port()));
            silent.forEach(client -> client.text("40"));
            house.awaitEmpty();
            house.awaitReason("ping timeout");
            silent.forEach(RawWebSocket::close);
        }
    }

    @Test
    void an_upgrade_that_is_never_completed_is_dropped() {
        try (var house = new SocketHouse(s -> s.withUpgradeTimeout(ofMillis(200)))) {
            Polling client = Polling.connected(house);
            try (RawWebSocket webSocket = client.webSocket()) {
                assertThat(webSocket.closed()).isEqualTo(1000);
            }
            client.post("42[\"a\"]");
            assertThat(client.poll().body()).isEqualTo("42[\"a-back\"]");
        }
    }

    @Test
    void a_client_that_has_left_its_poll_is_gone() {
        try (var house = new SocketHouse()) {
            Polling client = Polling.connected(house);
            client.pollWaiting().close();
            house.awaitReason("transport error");
            assertThat(client.isGone()).isTrue();
        }
    }

    @Test
    void options_are_checked_when_they_are_built() {
        SocketOptions options = SocketOptions.DEFAULT;
        assertThat(options.withPath("/live").path()).isEqualTo("/live/");
        assertThatThrownBy(() -> options.withPath("live")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withPath("/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withPingInterval(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withMaxHttpBufferSize(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withMaxQueuedBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withMaxSessions(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withTransports()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withConnectTimeout(ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
