package org.feathers4j.socketioserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import io.vertx.core.http.Cookie;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Socket.IO as far as HTTP is concerned: who may open a session, with which cookie, and answers that are compressed. */
class HandshakeOptionsTest {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static Answer open(EchoServer server, String... headers) {
        return RawHttp.request(server.port(), head("GET", POLLING, headers), new byte[0]);
    }

    private static String head(String method, String path, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n".formatted(method, path, more);
    }

    /** Lets in who has a ticket. */
    private static void needTicket(SocketHandshake handshake) {
        if (Thread.currentThread().isVirtual() && handshake.query().containsKey("ticket")) return;
        if (handshake.headers().containsKey("x-break")) throw new IllegalStateException("broken on purpose");
        throw new RefusedException(402, "No ticket, no \"music\"");
    }

    @Test
    void who_is_refused_gets_the_status_and_the_message() {
        try (var server = new EchoServer(s -> s.allowRequest(HandshakeOptionsTest::needTicket))) {
            Answer refused = open(server);
            assertThat(refused.status()).isEqualTo(402);
            assertThat(refused.json()).isEqualTo(Map.of("code", 4, "message", "No ticket, no \"music\""));
            try (var webSocket = new RawWebSocket(server.port(), WEBSOCKET)) {
                assertThat(webSocket.status()).isEqualTo(402);
            }
            assertThat(server.io.count()).isZero();
        }
    }

    @Test
    void a_handler_that_fails_lets_nobody_in_and_tells_nothing() {
        try (var server = new EchoServer(s -> s.allowRequest(HandshakeOptionsTest::needTicket))) {
            Answer refused = open(server, "X-Break: 1");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json()).isEqualTo(Map.of("code", 4, "message", "Forbidden"));
        }
    }

    @Test
    void who_is_admitted_is_asked_once_and_goes_on_to_a_web_socket() {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (var server = new EchoServer(s -> s.allowRequest(handshake -> {
                    asked.add(handshake.url());
                    needTicket(handshake);
                }));
                var direct = new RawWebSocket(server.port(), WEBSOCKET + "&ticket=1")) {
            direct.handshake();
            Answer opened = RawHttp.get(server.port(), POLLING + "&ticket=1");
            String sid = String.valueOf(
                    RawHttp.object(Json.parse(opened.body().substring(1))).get("sid"));
            assertThat(RawHttp.post(server.port(), POLLING + "&sid=" + sid, "40")
                            .body())
                    .isEqualTo("ok");
            try (var upgraded = new RawWebSocket(server.port(), WEBSOCKET + "&sid=" + sid)) {
                upgraded.text("2probe");
                assertThat(upgraded.next()).isEqualTo("3probe");
            }
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void a_session_has_a_cookie_where_one_is_wanted() {
        try (var server = new EchoServer(s -> s.cookie("io"))) {
            Answer opened = open(server);
            String sid = String.valueOf(
                    RawHttp.object(Json.parse(opened.body().substring(1))).get("sid"));
            assertThat(opened.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HTTPOnly; SameSite=Lax");
            assertThat(RawHttp.post(server.port(), POLLING + "&sid=" + sid, "40")
                            .header("set-cookie"))
                    .isNull();
        }
        try (var server = new EchoServer(
                s -> s.cookie(sid -> Cookie.cookie("sticky", sid).setMaxAge(60).setSecure(true)))) {
            assertThat(open(server).header("set-cookie")).startsWith("sticky=").contains("Max-Age=60", "Secure");
        }
        try (var server = new EchoServer()) {
            assertThat(open(server).header("set-cookie")).isNull();
        }
    }

    /** What a client that polls gets after it has said something of this length, as it was sent. */
    private static String[] echo(EchoServer server, int length, String... headers) throws IOException {
        var client = Polling.connected(server);
        assertThat(client.post("42[\"message\",\"" + "a".repeat(length) + "\"]").body())
                .isEqualTo("ok");
        String path = POLLING + "&sid=" + client.sid();
        try (var http = new RawHttp(server.port())) {
            http.send(head("GET", path, headers).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
            byte[] all = http.restBytes();
            String text = new String(all, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            boolean zipped = text.substring(0, body).contains("content-encoding: gzip");
            var bytes = new ByteArrayInputStream(all, body, all.length - body);
            byte[] plain = zipped ? new GZIPInputStream(bytes).readAllBytes() : bytes.readAllBytes();
            return new String[] {zipped ? "gzip" : "plain", new String(plain, StandardCharsets.UTF_8)};
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2000, 'gzip, deflate', gzip",
        "2000, '*', gzip",
        "2000, 'deflate', plain",
        "2000, 'gzip;q=0, deflate', plain",
        "500, 'gzip', plain"
    })
    void long_answers_are_compressed_for_those_who_take_it(int length, String accepted, String expected)
            throws IOException {
        try (var server = new EchoServer()) {
            assertThat(echo(server, length, "Accept-Encoding: " + accepted))
                    .containsExactly(expected, "42[\"message-back\",\"" + "a".repeat(length) + "\"]");
        }
    }

    @Test
    void nothing_is_compressed_where_that_is_switched_off() throws IOException {
        try (var server = new EchoServer(s -> s.httpCompression(Integer.MAX_VALUE))) {
            assertThat(echo(server, 2000, "Accept-Encoding: gzip")[0]).isEqualTo("plain");
        }
        try (var server = new EchoServer()) {
            assertThat(echo(server, 2000)[0]).isEqualTo("plain");
        }
    }
}
