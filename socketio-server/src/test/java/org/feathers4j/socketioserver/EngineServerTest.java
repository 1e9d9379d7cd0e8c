package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import org.feathers4j.socketioserver.SuiteClient.Session;
import org.feathers4j.socketioserver.SuiteClient.Wire;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** The plain level: the published protocol suite of Engine.IO 4 with the echo server that it expects, complete with its checks of messages, and what the suite leaves out. */
class EngineServerTest extends EngineSuite {
    private final List<EngineServer> servers = new ArrayList<>();
    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<EngineSocket> socket = new CompletableFuture<>();

    @Override
    HttpServer serve(Vertx vertx) {
        return serve(vertx, options -> {}, this::echo);
    }

    @Override
    HttpServer serve(Vertx vertx, Duration pingInterval, Duration pingTimeout) {
        return serve(vertx, o -> o.pingInterval(pingInterval).pingTimeout(pingTimeout), this::echo);
    }

    private HttpServer serve(
            Vertx vertx, Consumer<EngineServerOptions.Builder> options, Consumer<EngineSocket> connection) {
        EngineServer engine = EngineServer.create(options).onConnection(connection);
        servers.add(engine);
        return await(vertx.createHttpServer(engine.httpOptions())
                .requestHandler(engine.before(
                        request -> request.response().setStatusCode(404).end()))
                .listen(0, "127.0.0.1"));
    }

    private void echo(EngineSocket client) {
        socket.complete(client);
        client.onMessage(text -> {
                    if (text.equals("end")) client.close();
                    else if (text.equals("fail")) throw new IllegalStateException("broken on purpose");
                    else client.send(text);
                })
                .onBinary(client::send)
                .onClose(reasons::add);
    }

    @Override
    void end() {
        servers.forEach(EngineServer::close);
    }

    @Override
    String path() {
        return "/engine.io/";
    }

    @Override
    @Nullable
    SocketSession session(String sid) {
        for (EngineServer each : servers) {
            SocketSession session = each.session(sid);
            if (session != null) return session;
        }
        return null;
    }

    @Override
    void talks(Wire wire) {
        wire.send("4hello");
        assertThat(wire.next()).isEqualTo("4hello");
    }

    // message

    private void echoes(String payload) {
        Session session = client().new Session();
        answered("ok", session.post(payload));
        answered(payload, session.poll());
    }

    @Test
    void a_payload_with_one_text_comes_and_goes() {
        echoes("4hello");
    }

    @Test
    void a_payload_with_several_texts_comes_and_goes() {
        echoes("4test1\u001e4test2\u001e4test3");
    }

    @Test
    void a_payload_with_text_and_bytes_comes_and_goes() {
        echoes("4hello\u001ebAQIDBA==");
    }

    @Test
    void a_text_frame_comes_and_goes() {
        try (Wire wire = client().open()) {
            talks(wire);
        }
    }

    @Test
    void a_binary_frame_comes_and_goes() {
        try (Wire wire = client().open()) {
            wire.send(new byte[] {1, 2, 3, 4});
            assertThat(wire.next()).isEqualTo(new byte[] {1, 2, 3, 4});
        }
    }

    // what the suite leaves out

    @Test
    void an_empty_message_of_either_kind_is_a_message() {
        try (Wire wire = client().open()) {
            wire.send("4");
            assertThat(wire.next()).isEqualTo("4");
            wire.send(new byte[0]);
            assertThat(wire.next()).isEqualTo(new byte[0]);
        }
        echoes("4\u001eb");
    }

    @Test
    void the_server_closes_a_session_after_all_that_it_sent() {
        try (Wire wire = client().open()) {
            EngineSocket client = socket.join();
            assertThat(client.send("last")).isTrue();
            client.close();
            assertThat(client.isConnected()).isFalse();
            assertThat(client.send("too late")).isFalse();
            assertThat(wire.next()).isEqualTo("4last");
            wire.awaitClosed();
        }
        Eventually.await(ofSeconds(20), "the end of the session", () -> reasons.contains("forced close"));
    }

    @Test
    void a_client_that_polls_gets_the_rest_and_the_end_with_its_next_poll() {
        Session session = client().new Session();
        answered("ok", session.post("4a\u001e4end\u001e4b"));
        String heard = session.poll().body();
        if (!heard.endsWith("1")) heard += "\u001e" + session.poll().body();
        assertThat(heard).isEqualTo("4a\u001e1");
        assertThat(session.poll().statusCode()).isEqualTo(400);
    }

    @Test
    void the_close_handler_learns_why_a_client_is_gone() {
        try (Wire wire = client().open()) {
            wire.send("1");
            Eventually.await(ofSeconds(20), "the reason", () -> reasons.contains("transport close"));
            assertThat(socket.join().isConnected()).isFalse();
            assertThat(socket.join().send("x")).isFalse();
        }
    }

    @Test
    void a_message_handler_that_fails_leaves_the_session_as_it_is() {
        try (Wire wire = client().open()) {
            wire.send("4fail");
            talks(wire);
        }
    }

    @Test
    void a_socket_knows_its_session_and_its_handshake() {
        Session session = client().new Session();
        EngineSocket client = socket.join();
        assertThat(client.id()).isEqualTo(session.sid);
        assertThat(client.isConnected()).isTrue();
        assertThat(client.handshake().query()).containsEntry("transport", "polling");
        assertThat(servers.getFirst().count()).isEqualTo(1);
    }

    @Test
    void the_connection_handler_may_send_at_once_and_a_client_is_closed_when_it_fails() {
        var vertx = Vertx.vertx();
        HttpServer http = serve(vertx, o -> o.path("/live"), client -> {
            client.send("welcome");
            client.send(Buffer.buffer(new byte[] {7}));
            if (client.handshake().query().containsKey("fail")) throw new IllegalStateException("broken on purpose");
        });
        try (var client = new SuiteClient(http.actualPort(), "/live/")) {
            for (String query : List.of("", "&fail=1")) {
                try (Wire wire = client.webSocket("?EIO=4&transport=websocket" + query)) {
                    wire.handshake();
                    assertThat(wire.next()).isEqualTo("4welcome");
                    assertThat(wire.next()).isEqualTo(new byte[] {7});
                    if (!query.isEmpty()) wire.awaitClosed();
                }
            }
            assertThat(client.new Session().poll().body()).isEqualTo("4welcome\u001ebBw==");
        } finally {
            end();
            await(vertx.close());
        }
    }

    @Test
    void a_server_without_a_handler_takes_no_request_and_one_that_is_closed_refuses_clients() {
        var vertx = Vertx.vertx();
        EngineServer engine = EngineServer.create();
        try {
            HttpServer http = await(vertx.createHttpServer(engine.httpOptions())
                    .requestHandler(engine.before(
                            request -> request.response().setStatusCode(404).end()))
                    .listen(0, "127.0.0.1"));
            try (var client = new SuiteClient(http.actualPort(), "/engine.io/")) {
                String query = "?EIO=4&transport=polling";
                assertThat(client.request("GET", query, "").statusCode()).isEqualTo(404);
                engine.onConnection(socket -> {});
                assertThatThrownBy(() -> engine.onConnection(socket -> {}))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("already");
                assertThat(client.request("GET", query, "").statusCode()).isEqualTo(200);
                engine.close();
                assertThat(client.request("GET", query, "").statusCode()).isEqualTo(503);
            }
        } finally {
            engine.close();
            await(vertx.close());
        }
    }
}
