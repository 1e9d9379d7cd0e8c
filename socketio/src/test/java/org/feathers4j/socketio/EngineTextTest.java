package org.feathers4j.socketio;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Against what engine.io-parser writes and reads. */
class EngineTextTest {
    private static @Nullable EnginePacket packet(Map<String, @Nullable Object> recorded) {
        Object data = Recorded.withBytes(recorded.get("data"));
        String word = data == null ? "" : data.toString();
        return switch (String.valueOf(recorded.get("type"))) {
            case "open" ->
                new EnginePacket.Open(new Handshake(
                        "abc",
                        List.of(Transport.WEBSOCKET),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(20),
                        1_000_000));
            case "close" -> EnginePacket.CLOSE;
            case "ping" -> new EnginePacket.Ping(word);
            case "pong" -> new EnginePacket.Pong(word);
            case "message" ->
                data instanceof byte[] bytes
                        ? new EnginePacket.Binary(Octets.of(bytes))
                        : new EnginePacket.Message(Octets.of(word));
            case "upgrade" -> new EnginePacket.Upgrade();
            case "noop" -> EnginePacket.NOOP;
            default -> null;
        };
    }

    @TestFactory
    Stream<DynamicTest> packets_are_written_as_recorded() {
        return Recorded.records("engine", "encoded")
                .map(record -> dynamicTest("" + record.get("text"), () -> {
                    EnginePacket packet = packet(Recorded.object(record.get("packet")));
                    assertThat(packet).isNotNull();
                    if (packet != null)
                        assertThat(EngineText.encode(packet).text()).isEqualTo(record.get("text"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> packets_are_read_as_recorded() {
        return Recorded.records("engine", "decoded")
                .map(record -> dynamicTest("'" + record.get("text") + "'", () -> {
                    EnginePacket expected = packet(Recorded.object(record.get("packet")));
                    Octets text = Octets.of(String.valueOf(record.get("text")));
                    if (expected == null)
                        assertThatThrownBy(() -> EngineText.decode(text)).isInstanceOf(ProtocolException.class);
                    else assertThat(EngineText.decode(text)).isEqualTo(expected);
                }));
    }

    @TestFactory
    Stream<DynamicTest> payloads_are_written_and_read_as_recorded() {
        return Recorded.records("engine", "payloads")
                .map(record -> dynamicTest("" + record.get("text"), () -> {
                    List<@Nullable EnginePacket> packets = Recorded.list(record.get("packets")).stream()
                            .map(packet -> packet(Recorded.object(packet)))
                            .toList();
                    Octets body = Octets.of(String.valueOf(record.get("text")));
                    assertThat(Payload.decode(body, 10)).isEqualTo(packets);
                    List<Octets> texts =
                            packets.stream().map(EngineText::encode).toList();
                    assertThat(Payload.encode(texts)).isEqualTo(body);
                }));
    }

    @Test
    void what_only_servers_say_is_refused() {
        assertThatThrownBy(() -> EngineText.decode(Octets.of("0{}"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_binary_packet_has_to_be_base64() {
        assertThatThrownBy(() -> EngineText.decode(Octets.of("b*"))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_payload_has_a_limited_number_of_packets_and_none_of_them_is_empty() {
        Octets three = Octets.of("4a\u001e4b\u001e4c");
        assertThat(Payload.decode(three, 3)).hasSize(3);
        assertThatThrownBy(() -> Payload.decode(three, 2))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("more than 2 packets at once");
        for (String bad : List.of("", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b"))
            assertThatThrownBy(() -> Payload.decode(Octets.of(bad), 10)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void errors_are_those_of_engine_io() {
        assertThat(Stream.of(EngineError.values())
                        .map(error -> Octets.of(error.json()).text()))
                .containsExactly(
                        "{\"code\":0,\"message\":\"Transport unknown\"}",
                        "{\"code\":1,\"message\":\"Session ID unknown\"}",
                        "{\"code\":2,\"message\":\"Bad handshake method\"}",
                        "{\"code\":3,\"message\":\"Bad request\"}",
                        "{\"code\":4,\"message\":\"Forbidden\"}",
                        "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
    }

    private static @Nullable EngineError error(
            String method,
            boolean upgrade,
            @Nullable String transport,
            @Nullable String protocol,
            @Nullable String sid) {
        return new EngineRequest(method, upgrade, transport, protocol, sid)
                .error(EngineOptions.DEFAULT)
                .orElse(null);
    }

    @Test
    void requests_are_refused_for_what_is_wrong_with_them() {
        assertThat(error("GET", false, "polling", "4", null)).isNull();
        assertThat(error("GET", true, "websocket", "4", "")).isNull();
        assertThat(error("POST", false, "polling", "4", "x")).isNull();
        assertThat(error("GET", false, null, "4", null)).isEqualTo(EngineError.UNKNOWN_TRANSPORT);
        assertThat(error("GET", false, "webtransport", "4", null)).isEqualTo(EngineError.UNKNOWN_TRANSPORT);
        assertThat(error("POST", false, "polling", "4", null)).isEqualTo(EngineError.BAD_HANDSHAKE_METHOD);
        assertThat(error("GET", false, "polling", null, null)).isEqualTo(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(error("GET", false, "polling", "3", null)).isEqualTo(EngineError.UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(error("GET", false, "polling", "3", "x")).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(error("GET", false, "websocket", "4", null)).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(error("GET", true, "polling", "4", null)).isEqualTo(EngineError.BAD_REQUEST);
        assertThat(error("PUT", false, "polling", "4", "x")).isEqualTo(EngineError.BAD_REQUEST);
    }
}
