package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** Engine.IO under Socket.IO, down to the bytes: what the published protocol suite ({@link EngineSuite}) leaves out. */
class EngineProtocolTest {
    private static EchoServer server;

    @BeforeAll
    static void open() {
        server = new EchoServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static Answer request(String method, String query) {
        return RawHttp.request(
                server.port(),
                method + " /socket.io/" + query + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
                new byte[0]);
    }

    private static void refused(int code, String message, Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json()).isEqualTo(Map.of("code", code, "message", message));
    }

    // handshake

    @Test
    void a_session_opens_by_polling() {
        var client = new Polling(server);
        assertThat(client.handshake.get("sid")).isInstanceOf(String.class);
        assertThat(client.handshake)
                .isEqualTo(Map.of(
                        "sid",
                        client.sid(),
                        "upgrades",
                        List.of("websocket"),
                        "pingInterval",
                        25000,
                        "pingTimeout",
                        20000,
                        "maxPayload",
                        1000000));
        Answer answer = request("GET", "?EIO=4&transport=polling");
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void a_session_opens_by_web_socket() {
        try (var client = new RawWebSocket(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
            assertThat(client.status()).isEqualTo(101);
            Map<?, ?> handshake = client.handshake();
            assertThat(handshake.get("upgrades")).isEqualTo(List.of());
            assertThat(handshake.get("sid")).isInstanceOf(String.class);
        }
    }

    @Test
    void a_wrong_version_is_refused() {
        refused(5, "Unsupported protocol version", request("GET", "?transport=polling"));
        refused(5, "Unsupported protocol version", request("GET", "?EIO=abc&transport=polling"));
        refused(5, "Unsupported protocol version", request("GET", "?EIO=3&transport=polling"));
        try (var client = new RawWebSocket(server.port(), "/socket.io/?EIO=abc&transport=websocket")) {
            assertThat(client.status()).isEqualTo(400);
        }
    }

    @Test
    void a_wrong_transport_is_refused() {
        refused(0, "Transport unknown", request("GET", "?EIO=4"));
        refused(0, "Transport unknown", request("GET", "?EIO=4&transport=abc"));
        refused(3, "Bad request", request("GET", "?EIO=4&transport=websocket"));
        try (var client = new RawWebSocket(server.port(), "/socket.io/?EIO=4&transport=abc")) {
            assertThat(client.status()).isEqualTo(400);
        }
    }

    @Test
    void a_wrong_method_is_refused() {
        refused(2, "Bad handshake method", request("POST", "?EIO=4&transport=polling"));
        refused(2, "Bad handshake method", request("PUT", "?EIO=4&transport=polling"));
        var client = new Polling(server);
        refused(3, "Bad request", request("PUT", "?EIO=4&transport=polling&sid=" + client.sid()));
    }

    @Test
    void an_unknown_session_is_refused() {
        refused(1, "Session ID unknown", request("GET", "?EIO=4&transport=polling&sid=nobody"));
        refused(1, "Session ID unknown", request("POST", "?EIO=4&transport=polling&sid=nobody"));
        try (var client = new RawWebSocket(server.port(), "/socket.io/?EIO=4&transport=websocket&sid=nobody")) {
            assertThat(client.status()).isEqualTo(400);
        }
    }

    @Test
    void nothing_under_the_path_reaches_the_services_and_nothing_else_is_taken_from_them() {
        refused(0, "Transport unknown", request("GET", "anything"));
        assertThat(RawHttp.get(server.port(), "/readonly/1").status()).isEqualTo(200);
        assertThat(RawHttp.get(server.port(), "/socket.io").status()).isEqualTo(404);
    }

    // message

    @Test
    void several_packets_in_one_body_come_and_go() {
        Polling client = Polling.connected(server);
        assertThat(client.post("42[\"a\"]\u001e42[\"b\",\"\u20ac\"]").status()).isEqualTo(200);
        assertThat(client.poll().body()).isEqualTo("42[\"a-back\"]\u001e42[\"b-back\",\"\u20ac\"]");
    }

    @Test
    void bytes_come_and_go_as_base64() {
        Polling client = Polling.connected(server);
        client.post("451-[\"a\",{\"_placeholder\":true,\"num\":0}]\u001ebAQIDBA==");
        assertThat(client.poll().body()).isEqualTo("451-[\"a-back\",{\"_placeholder\":true,\"num\":0}]\u001ebAQIDBA==");
    }

    @Test
    void a_poll_waits_for_something_to_say() {
        Polling client = Polling.connected(server);
        try (RawHttp poll = client.pollWaiting()) {
            client.post("42[\"a\"]");
            assertThat(poll.answer().body()).isEqualTo("42[\"a-back\"]");
        }
    }

    @Test
    void a_body_that_is_no_packet_ends_the_session() {
        var client = new Polling(server);
        try (RawHttp poll = client.pollWaiting()) {
            assertThat(client.post("abc").status()).isEqualTo(400);
            assertThat(poll.answer().body()).isEqualTo("1");
        }
        assertThat(client.isGone()).isTrue();
    }

    @Test
    void a_frame_that_is_no_packet_ends_the_session() {
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("abc");
            client.closed();
        }
    }

    @Test
    void two_polls_at_once_end_the_session() {
        Polling client = Polling.connected(server);
        try (RawHttp first = client.pollWaiting();
                RawHttp second = client.pollLater()) {
            assertThat(second.answer().status()).isEqualTo(400);
            Answer answer = first.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("1");
        }
        assertThat(client.isGone()).isTrue();
        server.awaitReason("transport error");
    }

    @Test
    void two_posts_at_once_end_the_session() {
        Polling client = Polling.connected(server);
        try (RawHttp first = client.postSlowly(10);
                RawHttp second = client.postSlowly(10)) {
            Eventually.await(ofSeconds(20), "the end of the session", client::isGone);
            second.send("42[\"aaaa\"]");
            first.send("42[\"aaaa\"]");
        }
    }

    // close

    @Test
    void a_client_that_polls_says_goodbye() {
        Polling client = Polling.connected(server);
        try (RawHttp poll = client.pollWaiting()) {
            assertThat(client.post("1").status()).isEqualTo(200);
            assertThat(poll.answer().body()).isEqualTo("6");
        }
        assertThat(client.isGone()).isTrue();
        server.awaitReason("transport close");
    }

    @Test
    void a_client_with_a_web_socket_says_goodbye() {
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("1");
            assertThat(client.closed()).isEqualTo(1000);
        }
    }

    @Test
    void a_close_frame_is_answered_with_another() {
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.frame(0x88, new byte[] {3, (byte) 0xE9});
            assertThat(client.closed()).isBetween(1000, 1001);
        }
    }

    // upgrade

    @Test
    void a_client_upgrades() {
        Polling client = Polling.connected(server);
        try (RawHttp poll = client.pollWaiting();
                RawWebSocket webSocket = client.webSocket()) {
            webSocket.text("2probe");
            assertThat(webSocket.next()).isEqualTo("3probe");
            assertThat(poll.answer().body()).isEqualTo("6");
            webSocket.text("5");
            webSocket.text("42[\"a\",1]");
            assertThat(webSocket.next()).isEqualTo("42[\"a-back\",1]");
            refused(3, "Bad request", client.poll());
            refused(3, "Bad request", client.post("42[\"a\"]"));
            try (RawWebSocket another = client.webSocket()) {
                assertThat(another.status()).isEqualTo(101);
                another.closed();
            }
            webSocket.text("42[\"a\",2]");
            assertThat(webSocket.next()).isEqualTo("42[\"a-back\",2]");
        }
    }

    @Test
    void what_waits_when_a_client_upgrades_is_not_lost() {
        Polling client = Polling.connected(server);
        try (RawWebSocket webSocket = client.webSocket()) {
            webSocket.text("2probe");
            assertThat(webSocket.next()).isEqualTo("3probe");
            client.post("42[\"before\"]");
            webSocket.text("5");
            webSocket.text("42[\"after\"]");
            assertThat(webSocket.next()).isEqualTo("42[\"before-back\"]");
            assertThat(webSocket.next()).isEqualTo("42[\"after-back\"]");
        }
    }

    @Test
    void a_second_web_socket_is_accepted_and_closed_while_the_first_is_being_tried() {
        Polling client = Polling.connected(server);
        try (RawWebSocket first = client.webSocket();
                RawWebSocket second = client.webSocket()) {
            assertThat(first.status()).isEqualTo(101);
            assertThat(second.status()).isEqualTo(101);
            second.closed();
            first.text("2probe");
            assertThat(first.next()).isEqualTo("3probe");
        }
    }

    @Test
    void a_second_web_socket_is_accepted_and_closed_where_the_first_opened_the_session() {
        try (var first = new RawWebSocket(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
            String sid = String.valueOf(first.handshake().get("sid"));
            try (var second = new RawWebSocket(server.port(), "/socket.io/?EIO=4&transport=websocket&sid=" + sid)) {
                assertThat(second.status()).isEqualTo(101);
                second.closed();
            }
            first.text("40");
            assertThat(first.next()).startsWith("40{");
        }
    }

    @Test
    void a_failed_upgrade_leaves_polling_as_it_was() {
        Polling client = Polling.connected(server);
        try (RawWebSocket webSocket = client.webSocket()) {
            webSocket.text("4hello");
            webSocket.closed();
        }
        client.post("42[\"a\"]");
        assertThat(client.poll().body()).isEqualTo("42[\"a-back\"]");
        try (RawWebSocket webSocket = client.webSocket()) {
            assertThat(webSocket.status()).isEqualTo(101);
        }
    }

    // heartbeat

    @Test
    void pings_are_answered_by_clients() {
        try (EchoServer impatient = EchoServer.impatient()) {
            try (RawWebSocket client = RawWebSocket.open(impatient.port())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(client.anyText()).isEqualTo("2");
                    client.text("3");
                }
            }
            var polling = new Polling(impatient);
            for (int i = 0; i < 3; i++) {
                assertThat(polling.poll().body()).isEqualTo("2");
                assertThat(polling.post("3").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_client_that_falls_silent_is_gone() {
        try (EchoServer impatient = EchoServer.impatient()) {
            try (RawWebSocket silent = RawWebSocket.open(impatient.port())) {
                silent.text("40");
                silent.closed();
            }
            var polling = new Polling(impatient);
            polling.post("40");
            impatient.awaitReason("ping timeout");
            impatient.awaitEmpty();
            assertThat(polling.isGone()).isTrue();
        }
    }

    @Test
    void a_request_after_the_ping_timeout_is_one_of_an_unknown_session() {
        // times for which the loop looks every 100 ms only
        Duration second = Duration.ofSeconds(1);
        try (var slow = new EchoServer(s -> s.pingInterval(second).pingTimeout(second))) {
            long first = System.nanoTime();
            var polls = new Polling(slow);
            var posts = new Polling(slow);
            var upgrades = new Polling(slow);
            long last = System.nanoTime();
            Eventually.await(ofSeconds(20), "the pings", () -> arePinged(slow, polls, posts, upgrades));
            // the timeout counts from when the ping was due, unless a pause of the process has delayed it
            long pinged = System.nanoTime();
            boolean inTime = pinged - first < second.plusMillis(200).toNanos();
            long end = inTime ? last + 2 * second.toNanos() : pinged + second.toNanos();
            Eventually.await(ofSeconds(20), "the ping timeout", () -> System.nanoTime() - end > 0);
            refused(1, "Session ID unknown", polls.poll());
            refused(1, "Session ID unknown", posts.post("3"));
            try (RawWebSocket webSocket = upgrades.webSocket()) {
                assertThat(webSocket.status()).isEqualTo(400);
            }
        }
    }

    private static boolean arePinged(EchoServer server, Polling... clients) {
        for (Polling client : clients) {
            SocketSession session = server.io.session(client.sid());
            if (session != null && session.queuedBytes() == 0) return false;
        }
        return true;
    }

    @Test
    void an_error_is_json_whatever_the_client_accepts() {
        assertThat(Json.parse(request("GET", "").body())).isEqualTo(Map.of("code", 0, "message", "Transport unknown"));
    }
}
