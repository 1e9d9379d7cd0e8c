package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Socket.IO makes of an HTTP server without limits of its own. */
class PlainHostTest {
    /** Tells how its only socket was left. */
    private static final class Left implements SocketListener {
        final CompletableFuture<Socket> socket = new CompletableFuture<>();
        final CompletableFuture<String> reason = new CompletableFuture<>();

        SocketListener of(Socket entered) {
            socket.complete(entered);
            return this;
        }

        @Override
        public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {}

        @Override
        public void disconnected(String why) {
            reason.complete(why);
        }
    }

    private static SocketIoServer io(Duration body, Left left) {
        return SocketIoServer.create(o -> o.bodyTimeout(body).answerTimeout(ofMinutes(1)))
                .onConnection(left::of);
    }

    @Test
    void a_body_that_never_comes_ends_the_session() {
        var left = new Left();
        try (var server = new EchoServer(io(Patience.ofSeconds(2), left))) {
            var client = new Polling(server);
            assertThat(client.post("40").body()).isEqualTo("ok");
            assertThat(client.poll().body()).startsWith("40{");
            try (RawHttp post = client.postSlowly(10)) {
                assertThat(post.isClosedByServer()).isTrue();
            }
            assertThat(left.reason.join()).isEqualTo("transport error");
        }
    }

    @Test
    void timeouts_must_be_positive_and_are_those_of_the_host_where_there_is_one() {
        assertThatThrownBy(() -> SocketIoServer.create(o -> o.bodyTimeout(Duration.ZERO)))
                .hasMessage("bodyTimeout PT0S must be positive");
        assertThatThrownBy(() -> EngineServer.create(o -> o.answerTimeout(ofMillis(-1))))
                .hasMessage("answerTimeout PT-0.001S must be positive");
        SocketOptions options = SocketOptions.create(o -> o.bodyTimeout(ofMillis(200)));
        var host = new PlainHost(ofMinutes(1), ofMinutes(1));
        assertThatThrownBy(() -> SocketIoServer.create(options, host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("options of the HTTP server");
    }

    @Test
    void a_handshake_has_headers_and_address() {
        var left = new Left();
        try (var server = new EchoServer(io(ofMinutes(1), left));
                var client = new RawWebSocket(
                        server.port(),
                        "/socket.io/?EIO=4&transport=websocket&a=1",
                        "X-Twice: 1",
                        "X-Twice: 2",
                        "Cookie: a=1",
                        "Cookie: b=2")) {
            client.handshake();
            client.text("40");
            assertThat(client.next()).startsWith("40{");
            SocketHandshake handshake = left.socket.join().handshake();
            assertThat(handshake.address()).isEqualTo("127.0.0.1");
            assertThat(handshake.query()).containsEntry("a", "1");
            assertThat(handshake.headers())
                    .containsEntry("x-twice", "1, 2")
                    .containsEntry("cookie", "a=1; b=2")
                    .containsEntry("host", "x");
        }
    }
}
