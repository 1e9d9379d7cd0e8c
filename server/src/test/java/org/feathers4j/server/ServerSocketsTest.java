package org.feathers4j.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.socketioserver.Polling;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.socketioserver.RawWebSocket;
import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketAck;
import org.feathers4j.socketioserver.SocketFrame;
import org.feathers4j.socketioserver.SocketIoServer;
import org.feathers4j.socketioserver.SocketListener;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** What Socket.IO has of the server whose port it shares: timeouts, errors of Feathers, connections. */
class ServerSocketsTest {
    private static final Duration TIMEOUT = ofSeconds(20);

    private final Application app = Application.create();

    private Server listening(Consumer<ServerOptions.Builder> options) {
        Server server = app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        app.listen(0);
        return server;
    }

    /** A namespace whose sockets tell how they were left. */
    private static final class Left implements SocketListener {
        final CompletableFuture<Socket> socket = new CompletableFuture<>();
        final CompletableFuture<String> reason = new CompletableFuture<>();

        SocketListener of(Socket entered) {
            socket.complete(entered);
            return this;
        }

        @Override
        public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {
            socket.join().send(SocketFrame.event(name + "-back"));
        }

        @Override
        public void disconnected(String why) {
            reason.complete(why);
        }
    }

    private Left echo(Consumer<ServerOptions.Builder> options) {
        var left = new Left();
        Server server = app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        server.sockets().onConnection(left::of);
        app.listen(0);
        io = server.sockets();
        return left;
    }

    private @Nullable SocketIoServer io;

    private Polling polling() {
        var client = new Polling(app.port(), java.util.Objects.requireNonNull(io));
        assertThat(client.post("40").body()).isEqualTo("ok");
        assertThat(client.poll().body()).startsWith("40{");
        return client;
    }

    @Test
    void a_body_that_never_comes_ends_the_session() {
        Left left = echo(o -> o.bodyTimeout(ofSeconds(2)));
        try (RawHttp post = polling().postSlowly(10)) {
            assertThat(post.isClosedByServer()).isTrue();
            assertThat(left.reason.join()).isEqualTo("transport error");
        } finally {
            app.close();
        }
    }

    @Test
    void a_poll_outlives_the_idle_timeout_of_http() {
        Left left = echo(o -> o.idleTimeout(ofSeconds(2)));
        try (RawHttp poll = polling().pollWaiting();
                RawHttp idle = new RawHttp(app.port());
                RawWebSocket webSocket = RawWebSocket.connected(app.port())) {
            assertThat(idle.isClosedByServer()).as("the timeout has passed").isTrue();
            left.socket.join().send(SocketFrame.event("news"));
            assertThat(poll.answer().body()).isEqualTo("42[\"news\"]");
            webSocket.text("1");
            webSocket.closed();
        } finally {
            app.close();
        }
    }

    @Test
    void an_error_of_Feathers_refuses_a_session() {
        listening(o -> o.sockets(s -> s.allowRequest(handshake -> {
            throw FeathersException.of(ErrorKind.PAYMENT_ERROR, "No ticket");
        })));
        try {
            Answer refused = RawHttp.get(app.port(), "/socket.io/?EIO=4&transport=polling");
            assertThat(refused.status()).isEqualTo(402);
            assertThat(refused.json()).isEqualTo(Map.of("code", 4, "message", "No ticket"));
        } finally {
            app.close();
        }
    }

    @Test
    void an_answer_that_does_not_come_is_an_error_of_Feathers() {
        Left left = echo(o -> {});
        try (RawWebSocket client = RawWebSocket.connected(app.port())) {
            Socket socket = left.socket.join();
            Eventually.await(ofSeconds(20), "the socket", socket::isConnected);
            assertThatThrownBy(() -> socket.ask(ofMillis(50), "100% silence"))
                    .hasMessage("The client did not answer '100% silence' in PT0.05S")
                    .isInstanceOfSatisfying(
                            FeathersException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorKind.TIMEOUT.code()));
            client.text("1");
            client.closed();
            left.reason.join();
            assertThatThrownBy(() -> socket.ask(TIMEOUT, "b"))
                    .isInstanceOfSatisfying(
                            FeathersException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorKind.UNAVAILABLE.code()));
        } finally {
            app.close();
        }
    }

    @Test
    void the_socket_of_a_connection_can_be_asked_too() throws Exception {
        var came = new CompletableFuture<Connection>();
        app.on("connection", args -> came.complete((Connection) args[0]));
        Server server = listening(o -> {});
        RawWebSocket client = RawWebSocket.connected(app.port());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Socket socket = server.socket(came.join()).orElseThrow();
            Future<List<Object>> asked = threads.submit(() -> socket.ask(TIMEOUT, "who"));
            assertThat(client.next()).isEqualTo("420[\"who\"]");
            client.text("430[\"me\"]");
            assertThat(asked.get()).isEqualTo(List.of("me"));
            assertThat(server.socket(new Connection("socketio", Map.of()))).isEmpty();
            client.close();
            Eventually.await(
                    ofSeconds(20),
                    "the connection to be gone",
                    () -> server.socket(came.join()).isEmpty());
        } finally {
            app.close();
        }
    }
}
