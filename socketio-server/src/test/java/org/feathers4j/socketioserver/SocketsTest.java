package org.feathers4j.socketioserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** What an application can do with sockets. */
class SocketsTest {
    /** Hears, and keeps what it hears. */
    private static final class Ear implements SocketListener {
        final List<String> heard = new CopyOnWriteArrayList<>();
        final CompletableFuture<String> reason = new CompletableFuture<>();
        final CompletableFuture<SocketAck> ack = new CompletableFuture<>();

        @Override
        public void event(String name, List<@Nullable Object> args, @Nullable SocketAck answer) {
            heard.add(name);
            if (answer != null) ack.complete(answer);
        }

        @Override
        public void disconnected(String why) {
            reason.complete(why);
        }
    }

    @Test
    void the_decision_may_come_late_and_what_was_sent_before_comes_after_it() {
        var asked = new CompletableFuture<SocketRequest>();
        var server = EchoServer.of(asked::complete);
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("40{\"name\":\"me\"}");
            SocketRequest request = asked.join();
            assertThat(request.auth()).isEqualTo(Map.of("name", "me"));
            assertThat(request.socket().isConnected()).isFalse();
            assertThat(request.socket().send(SocketFrame.event("early", 1))).isTrue();
            assertThat(request.socket().send(SocketFrame.event("early", 2))).isTrue();
            var ear = new Ear();
            request.accept(ear);
            assertThat(client.next())
                    .isEqualTo("40{\"sid\":\"" + request.socket().id() + "\"}");
            assertThat(client.next()).isEqualTo("42[\"early\",1]");
            assertThat(client.next()).isEqualTo("42[\"early\",2]");
            assertThat(request.socket().isConnected()).isTrue();
            client.text("420[\"first\"]");
            ear.ack.join().send(null, "one", new byte[] {1});
            assertThat(client.next()).isEqualTo("461-0[null,\"one\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(client.nextBytes()).isEqualTo(new byte[] {1});
            assertThat(ear.heard).containsExactly("first");
        } finally {
            server.close();
        }
    }

    @Test
    void only_the_first_decision_and_the_first_answer_count() {
        var ear = new Ear();
        var server = EchoServer.of(request -> {
            request.accept(ear);
            request.refuse("Too late", null);
        });
        try (RawWebSocket client = RawWebSocket.connected(server.port())) {
            client.text("425[\"x\"]");
            SocketAck ack = ear.ack.join();
            assertThatThrownBy(() -> ack.send(new Object())).isInstanceOf(RuntimeException.class);
            ack.send(1);
            ack.send(2);
            assertThat(client.next()).isEqualTo("435[1]");
            client.text("426[\"y\"]");
            Eventually.await(ofSeconds(20), "the second event", () -> ear.heard.size() == 2);
        } finally {
            server.close();
        }
    }

    @Test
    void a_client_that_is_gone_before_the_decision_is_only_reported_as_gone() {
        var asked = new CompletableFuture<SocketRequest>();
        var server = EchoServer.of(asked::complete);
        try {
            RawWebSocket client = RawWebSocket.open(server.port());
            client.text("40");
            SocketRequest request = asked.join();
            client.text("1");
            client.closed();
            client.close();
            var ear = new Ear();
            request.accept(ear);
            assertThat(ear.reason.join()).isEqualTo("transport close");
            assertThat(request.socket().send(SocketFrame.event("x"))).isFalse();
        } finally {
            server.close();
        }
    }

    @Test
    void a_handler_that_fails_lets_nobody_in_and_a_listener_that_fails_hurts_nobody() {
        var request = new AtomicReference<SocketRequest>();
        var server = EchoServer.of(asked -> {
            if (request.getAndSet(asked) == null) throw new IllegalStateException("on purpose");
            asked.accept(new SocketListener() {
                @Override
                public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {
                    if (ack == null) throw new IllegalStateException("on purpose");
                    ack.send("fine");
                }

                @Override
                public void disconnected(String reason) {
                    throw new IllegalStateException("on purpose");
                }
            });
        });
        try (RawWebSocket client = RawWebSocket.open(server.port())) {
            client.text("40");
            assertThat(client.next()).isEqualTo("44{\"message\":\"The server could not accept the client\"}");
            client.text("40");
            assertThat(client.next()).startsWith("40{\"sid\":");
            client.text("42[\"x\"]");
            client.text("421[\"x\"]");
            assertThat(client.next()).isEqualTo("431[\"fine\"]");
        } finally {
            server.close();
        }
    }

    @Test
    void one_frame_goes_to_many_sockets_of_its_namespace_only() {
        try (var server = new EchoServer()) {
            var clients = new ArrayList<RawWebSocket>();
            for (int i = 0; i < 10; i++) {
                clients.add(RawWebSocket.connected(server.port()));
                assertThat(clients.getLast().next()).startsWith("42[\"auth\"");
            }
            SocketFrame frame = SocketFrame.event("todos created", Map.of("id", 1), new byte[] {7});
            for (Socket socket : server.sockets) assertThat(socket.send(frame)).isTrue();
            for (RawWebSocket client : clients) {
                assertThat(client.next())
                        .isEqualTo("451-[\"todos created\",{\"id\":1},{\"_placeholder\":true,\"num\":0}]");
                assertThat(client.nextBytes()).isEqualTo(new byte[] {7});
                client.close();
            }
            SocketFrame other = SocketFrame.eventIn("/custom", "x");
            assertThatThrownBy(() -> server.sockets.element().send(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_answer_under_way_is_sent_before_the_server_ends() throws Exception {
        var ear = new Ear();
        var server = EchoServer.of(request -> request.accept(ear));
        try (RawWebSocket client = RawWebSocket.connected(server.port());
                var threads = Executors.newCachedThreadPool()) {
            client.text("421[\"slow\"]");
            SocketAck ack = ear.ack.join();
            Future<?> closing = threads.submit(server::close);
            Eventually.await(
                    ofSeconds(20),
                    "nobody to be let in any more",
                    () -> RawHttp.get(server.port(), "/socket.io/?EIO=4&transport=polling")
                                    .status()
                            == 503);
            ack.send("done");
            assertThat(client.next()).isEqualTo("431[\"done\"]");
            assertThat(client.closed()).isEqualTo(1000);
            closing.get();
            assertThat(ear.reason.join()).isEqualTo("server shutting down");
        }
    }

    @Test
    void a_poll_that_waits_is_answered_when_the_server_ends() {
        var server = new EchoServer();
        try (RawHttp poll = Polling.connected(server).pollWaiting()) {
            server.close();
            assertThat(poll.answer().body()).isEqualTo("1");
        }
    }

    @Test
    void the_path_is_an_option() {
        try (var server = new EchoServer(s -> s.path("/live"))) {
            assertThat(RawHttp.get(server.port(), "/live/?EIO=4&transport=polling")
                            .body())
                    .startsWith("0{");
            assertThat(RawHttp.get(server.port(), "/socket.io/?EIO=4&transport=polling")
                            .status())
                    .isEqualTo(404);
        }
    }

    private static Answer preflight(EchoServer server, String method, String origin) {
        return RawHttp.request(
                server.port(),
                method + " /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nOrigin: " + origin
                        + "\r\nAccess-Control-Request-Headers: content-type\r\n\r\n",
                new byte[0]);
    }

    @Test
    void polling_is_for_pages_of_the_same_site_unless_others_are_listed() {
        try (var server = new EchoServer()) {
            assertThat(preflight(server, "GET", "https://a.example").header("access-control-allow-origin"))
                    .isNull();
            assertThat(preflight(server, "OPTIONS", "https://a.example").status())
                    .isEqualTo(400);
        }
        try (var server = new EchoServer(s -> s.corsOrigins(true, "https://a.example"))) {
            Answer good = preflight(server, "GET", "https://a.example");
            assertThat(good.header("access-control-allow-origin")).isEqualTo("https://a.example");
            assertThat(good.header("access-control-allow-credentials")).isEqualTo("true");
            assertThat(good.header("vary")).isEqualTo("Origin");
            Answer asked = preflight(server, "OPTIONS", "https://a.example");
            assertThat(asked.status()).isEqualTo(204);
            assertThat(asked.header("access-control-allow-headers")).isEqualTo("content-type");
            Answer bad = preflight(server, "GET", "https://b.example");
            assertThat(bad.header("access-control-allow-origin")).isNull();
            assertThat(bad.header("access-control-allow-credentials")).isNull();
        }
        try (var server = new EchoServer(s -> s.corsOrigins(false))) {
            assertThat(preflight(server, "GET", "https://b.example").header("access-control-allow-origin"))
                    .isEqualTo("*");
        }
    }

    @Test
    void messages_are_compressed_when_both_sides_want_it() throws Exception {
        try (var server = new EchoServer(s -> s.perMessageDeflate(true))) {
            Vertx vertx = Vertx.vertx();
            try {
                WebSocketClient client =
                        vertx.createWebSocketClient(new WebSocketClientOptions().setTryUsePerMessageCompression(true));
                var heard = new java.util.concurrent.LinkedBlockingQueue<String>();
                WebSocket webSocket = client.webSocket()
                        .textMessageHandler(heard::add)
                        .connect(server.port(), "127.0.0.1", "/socket.io/?EIO=4&transport=websocket")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
                assertThat(webSocket.headers().get("sec-websocket-extensions")).contains("permessage-deflate");
                assertThat(heard.take()).startsWith("0{");
                webSocket.writeTextMessage("40");
                assertThat(heard.take()).startsWith("40{");
                assertThat(heard.take()).isEqualTo("42[\"auth\",{}]");
                webSocket.writeTextMessage("42[\"x\",\"" + "y".repeat(10_000) + "\"]");
                assertThat(heard.take()).isEqualTo("42[\"x-back\",\"" + "y".repeat(10_000) + "\"]");
            } finally {
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
            try (RawWebSocket plain = RawWebSocket.connected(server.port())) {
                assertThat(plain.answer()).doesNotContain("permessage-deflate");
                assertThat(plain.next()).isEqualTo("42[\"auth\",{}]");
            }
        }
    }

    @Test
    void compression_is_off_by_default() {
        try (var server = new EchoServer();
                var client = new RawWebSocket(
                        server.port(),
                        "/socket.io/?EIO=4&transport=websocket",
                        "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertThat(client.answer().toLowerCase(java.util.Locale.ROOT)).doesNotContain("extensions");
        }
    }

    @Test
    void a_thousand_events_from_many_threads_arrive_whole_and_each_thread_s_in_order() throws Exception {
        try (var server = new EchoServer();
                RawWebSocket client = RawWebSocket.connected(server.port())) {
            assertThat(client.next()).startsWith("42[\"auth\"");
            Socket socket = server.sockets.element();
            var start = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int t = 0; t < 4; t++) {
                    int thread = t;
                    threads.execute(() -> {
                        awaitQuietly(start);
                        for (int i = 0; i < 250; i++) socket.send(SocketFrame.event("n", thread, i));
                    });
                }
                start.countDown();
                int[] next = new int[4];
                for (int i = 0; i < 1000; i++) {
                    String[] parts = client.next().split("[,\\]]", -1);
                    int thread = Integer.parseInt(parts[1]);
                    assertThat(Integer.parseInt(parts[2])).isEqualTo(next[thread]++);
                }
            }
        }
    }

    private static void awaitQuietly(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
