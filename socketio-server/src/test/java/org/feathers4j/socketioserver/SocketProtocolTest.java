package org.feathers4j.socketioserver;

import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checks of the published protocol suite of Socket.IO 5 (github.com/socketio/socket.io-protocol, test-suite), in our words, and what it leaves out. Its checks of Engine.IO are in
 * {@link SocketIoEngineTest}.
 */
class SocketProtocolTest {
    private static EchoServer server;

    @BeforeAll
    static void open() {
        server = new EchoServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static RawWebSocket connected() {
        RawWebSocket client = RawWebSocket.connected(server.port());
        assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
        return client;
    }

    // connect

    @ParameterizedTest
    @ValueSource(strings = {"40", "40{\"token\":\"123\"}", "40/custom,", "40/custom,{\"token\":\"abc\"}"})
    void a_client_enters_a_namespace(String connect) {
        String namespace = connect.contains("/custom") ? "/custom," : "";
        String auth = connect.contains("{") ? connect.substring(connect.indexOf('{')) : "{}";
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text(connect);
            String answer = client.next();
            assertThat(answer).startsWith("40" + namespace + "{");
            Map<?, ?> connected = RawHttp.object(Json.parse(answer.substring(answer.indexOf('{'))));
            assertThat(connected.keySet()).isEqualTo(java.util.Set.of("sid"));
            assertThat(connected.get("sid")).isInstanceOf(String.class);
            assertThat(client.next()).isEqualTo("42" + namespace + "[\"auth\"," + auth + "]");
        }
    }

    @Test
    void nobody_enters_a_namespace_that_does_not_exist() {
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("40/random");
            assertThat(client.next()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    void who_is_not_let_in_learns_why() {
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("40/closed,{\"token\":1}");
            assertThat(client.next()).isEqualTo("44/closed,{\"message\":\"Nobody gets in\",\"data\":[1,2]}");
        }
    }

    @Test
    void an_invalid_handshake_closes_the_connection() {
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("4abc");
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void who_enters_nothing_is_closed() {
        try (var impatient = new EchoServer(s -> s.connectTimeout(java.time.Duration.ofMillis(200)));
                RawWebSocket client = RawWebSocket.open(impatient.port())) {
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    // disconnect

    @Test
    void a_client_leaves_the_main_namespace() {
        try (RawWebSocket client = connected()) {
            client.text("41");
            server.awaitReason("client namespace disconnect");
            client.text("40");
            assertThat(client.next()).startsWith("40{\"sid\":");
        }
    }

    @Test
    void a_client_that_has_left_the_main_namespace_is_still_pinged() {
        try (EchoServer impatient = EchoServer.impatient();
                RawWebSocket client = RawWebSocket.connected(impatient.port())) {
            assertThat(client.next()).isEqualTo("42[\"auth\",{}]");
            client.text("41");
            assertThat(client.anyText()).isEqualTo("2");
        }
    }

    @Test
    void a_client_leaves_another_namespace_and_stays_in_the_main_one() {
        try (RawWebSocket client = connected()) {
            client.text("40/custom");
            assertThat(client.next()).startsWith("40/custom,{\"sid\":");
            assertThat(client.next()).isEqualTo("42/custom,[\"auth\",{}]");
            client.text("42/custom,[\"x\"]");
            assertThat(client.next()).isEqualTo("42/custom,[\"x-back\"]");
            client.text("41/custom");
            client.text("42[\"message\",\"message to main namespace\"]");
            assertThat(client.next()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
        }
    }

    @Test
    void the_server_puts_a_client_out() {
        try (RawWebSocket client = connected()) {
            client.text("42[\"leave\"]");
            assertThat(client.next()).isEqualTo("41");
            server.awaitReason("server namespace disconnect");
        }
    }

    @Test
    void the_server_closes_the_session() {
        try (RawWebSocket client = connected()) {
            client.text("42[\"end\"]");
            assertThat(client.next()).isEqualTo("41");
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void the_server_closes_the_session_of_a_client_that_polls() {
        Polling client = Polling.connected(server);
        client.post("42[\"end\"]");
        String heard = client.poll().body();
        if (!heard.endsWith("1")) heard += client.poll().body();
        assertThat(heard.replace("\u001e", "")).isEqualTo("411");
        assertThat(client.isGone()).isTrue();
    }

    @Test
    void a_client_that_vanishes_is_noticed() {
        RawWebSocket client = connected();
        client.close();
        server.awaitReason("transport close");
    }

    // message

    @Test
    void texts_come_and_go() {
        try (RawWebSocket client = connected()) {
            client.text("42[\"message\",1,\"2\",{\"3\":[true]}]");
            assertThat(client.next()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
            client.text("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
            assertThat(client.next()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void attachments_come_and_go() {
        String two = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        try (RawWebSocket client = connected()) {
            client.text("452-[\"message\"," + two);
            client.binary(1, 2, 3);
            client.binary(4, 5, 6);
            assertThat(client.next()).isEqualTo("452-[\"message-back\"," + two);
            assertThat(client.nextBytes()).isEqualTo(new byte[] {1, 2, 3});
            assertThat(client.nextBytes()).isEqualTo(new byte[] {4, 5, 6});
            client.text("452-789[\"message-with-ack\"," + two);
            client.binary(1, 2, 3);
            client.binary(4, 5, 6);
            assertThat(client.next()).isEqualTo("462-789[" + two);
            assertThat(client.nextBytes()).isEqualTo(new byte[] {1, 2, 3});
            assertThat(client.nextBytes()).isEqualTo(new byte[] {4, 5, 6});
        }
    }

    @Test
    void a_message_in_several_frames_is_one_message() {
        try (RawWebSocket client = connected()) {
            client.frame(0x01, "42[\"mess".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            client.frame(0x00, "age\",".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            client.frame(0x80, "1]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(client.next()).isEqualTo("42[\"message-back\",1]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "42{}",
                "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]",
                "42[\"connect\"]",
                "42/unknown,[\"x\"]",
                "40",
                "44{\"message\":\"x\"}",
                "451-[\"x\",{\"_placeholder\":true,\"num\":0}]\u001e42[\"y\"]",
                "2",
                "0{}",
                "8"
            })
    void what_breaks_the_protocol_closes_the_connection(String packets) {
        try (RawWebSocket client = connected()) {
            for (String packet : packets.split("\u001e", -1)) client.text(packet);
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void an_attachment_to_nothing_closes_the_connection() {
        try (RawWebSocket client = connected()) {
            client.binary(1);
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void the_listener_is_told_what_came() {
        try (RawWebSocket client = connected()) {
            client.text("42[7,null,{\"a\":1.5}]");
            assertThat(client.next()).isEqualTo("42[\"7-back\",null,{\"a\":1.5}]");
            var seven = java.util.Arrays.asList("7", null, Map.of("a", 1.5));
            assertThat(server.heard).contains(seven);
            assertThat(List.copyOf(server.sockets).getLast().handshake().headers())
                    .containsEntry("host", "x");
        }
    }
}
