package org.feathers4j.socketioserver;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

/** What operators learn of clients that are sent away for what they sent. */
class SocketRejectionsTest {
    private static final int LIMIT = 70_000;
    private static final String SECRET = "confidential";

    @RegisterExtension
    private final LogRecording log = new LogRecording(SocketRejections.class.getName());

    private List<String> warnings() {
        return log.messages(Level.WARN);
    }

    private void warns(Consumer<EchoServer> offence, String... parts) {
        log.clear();
        try (var server = new EchoServer(s -> s.maxHttpBufferSize(LIMIT))) {
            offence.accept(server);
            Eventually.await(Patience.ofSeconds(20), "the count", () -> server.io.rejectedMessages() > 0);
            assertThat(server.io.rejectedMessages()).isEqualTo(1);
            Eventually.await(
                    Patience.ofSeconds(20), "the warning", () -> !warnings().isEmpty());
        }
        assertThat(warnings()).hasSize(1);
        assertThat(warnings().getFirst())
                .startsWith("Rejected a message of Socket.IO client 127.0.0.1: ")
                .contains("maxHttpBufferSize 70000")
                .doesNotContain(SECRET);
        for (String part : parts) assertThat(warnings().getFirst()).contains(part);
    }

    private static void byWebSocket(EchoServer server, Consumer<RawWebSocket> offence) {
        try (RawWebSocket client = RawWebSocket.connected(server.port())) {
            client.next();
            offence.accept(client);
            client.closed();
        }
    }

    @Test
    void a_message_that_is_too_long() {
        warns(server -> byWebSocket(server, client -> client.textOf(LIMIT + 1)), "70000");
        warns(
                server -> byWebSocket(server, client -> {
                    byte[] half = "4".repeat(LIMIT / 2 + 1).getBytes(StandardCharsets.US_ASCII);
                    client.frame(1, half);
                    client.frame(0x80, half);
                }),
                "more than 70000 bytes");
    }

    @Test
    void a_poll_that_is_too_long() {
        warns(
                server -> assertThat(Polling.connected(server)
                                .post("4".repeat(LIMIT + 1))
                                .status())
                        .isEqualTo(413),
                "a request that is too long",
                "70001 bytes");
    }

    @Test
    void what_is_no_packet() {
        warns(server -> byWebSocket(server, client -> client.text("x" + SECRET)), "Engine.IO", "13 bytes");
        warns(server -> byWebSocket(server, client -> client.text("42" + SECRET)), "13 bytes");
        warns(
                server -> byWebSocket(server, client -> client.text("42/" + SECRET + ",[\"a\"]")),
                "a namespace that the client has not entered");
        warns(
                server -> assertThat(
                                Polling.connected(server).post("x" + SECRET).status())
                        .isEqualTo(400),
                "13 bytes");
    }

    @Test
    void json_that_is_too_deep() {
        for (int depth : new int[] {2000, 33_000}) // the longer one is read on a thread of its own
        warns(
                    server -> byWebSocket(
                            server,
                            client -> client.text(
                                    "42[\"" + SECRET + "\"," + "[".repeat(depth) + "]".repeat(depth) + "]")),
                    2 * depth + 18 + " bytes",
                    "200 levels");
    }

    @Test
    void what_follows_in_a_session_that_ends_does_not_count() {
        warns(server -> byWebSocket(server, client -> {
            for (int i = 0; i < 20; i++) client.text("x");
        }));
        warns(server -> Polling.connected(server).post("42x\u001e42x\u001e42x"));
    }

    @Test
    void many_are_counted_and_the_log_hears_of_few() {
        var now = new AtomicLong();
        var rejections = new SocketRejections("Socket.IO", 100, now::get);
        for (int i = 0; i < 1000; i++) rejections.add("10.0.0.1", "an empty packet", 0);
        now.set(ofSeconds(9).toNanos());
        rejections.add("10.0.0.2", "an empty packet", 0);
        assertThat(warnings()).hasSize(1);
        now.set(ofSeconds(10).toNanos());
        rejections.add("10.0.0.3", "a request that is too long", 101);
        assertThat(warnings())
                .containsExactly(
                        "Rejected a message of Socket.IO client 10.0.0.1: an empty packet (0 bytes, maxHttpBufferSize 100); 0 more were rejected since the last warning",
                        "Rejected a message of Socket.IO client 10.0.0.3: a request that is too long (101 bytes, maxHttpBufferSize 100); 1000 more were rejected since the last warning");
        assertThat(rejections.count()).isEqualTo(1002);
    }
}
