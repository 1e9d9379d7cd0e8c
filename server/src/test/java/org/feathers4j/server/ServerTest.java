package org.feathers4j.server;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.vertx.core.Vertx;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerTest {
    private final List<Application> apps = new ArrayList<>();
    private final Gate gate = new Gate();

    @AfterEach
    void close() {
        gate.open.countDown();
        apps.forEach(Application::close);
    }

    private Application app(Consumer<ServerOptions.Builder> options) {
        var app = Application.create();
        apps.add(app);
        app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        app.use("gate", gate);
        app.use("readonly", new ReadOnly());
        return app;
    }

    private static RawHttp asking(Application app, String path) {
        var http = new RawHttp(app.port());
        http.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        return http;
    }

    @Test
    void a_port_in_use_is_named() {
        Application first = app(o -> {}).listen(0);
        Application second = app(o -> {});
        assertThatThrownBy(() -> second.listen(first.port()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Port %d of 127.0.0.1 is in use by another program: stop that one, or listen on another port"
                                .formatted(first.port()));
        assertThat(second.port()).isZero();
        second.listen(0);
        assertThat(RawHttp.get(second.port(), "/readonly/1").status()).isEqualTo(200);
    }

    @Test
    void listening_twice_is_refused() {
        Application app = app(o -> {}).listen(0);
        assertThatThrownBy(() -> app.listen(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void requests_on_one_connection_are_answered_in_order() {
        Application app = app(o -> {}).listen(0);
        try (var http = new RawHttp(app.port())) {
            var all = new StringBuilder();
            for (int i = 0; i < 50; i++) all.append("GET /readonly/").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            http.send(all.toString());
            for (int i = 0; i < 50; i++) assertThat(http.answer().json()).isEqualTo(Map.of("id", Integer.toString(i)));
        }
    }

    @Test
    void http_1_0_is_answered_and_closed() {
        Application app = app(o -> {}).listen(0);
        try (var http = new RawHttp(app.port())) {
            http.send("GET /readonly/1 HTTP/1.0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void who_asks_first_whether_the_body_is_welcome_is_told_so() {
        Application app = app(o -> {}).listen(0);
        try (var http = new RawHttp(app.port())) {
            http.send("POST /readonly HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 500000\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(413);
        }
        try (var http = new RawHttp(app.port())) {
            http.send("POST /gate HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            http.send("{}");
            assertThat(http.answer().status()).isEqualTo(405);
        }
    }

    @Test
    void more_calls_than_allowed_are_503_at_once() {
        Application app = app(o -> o.maxCallsInFlight(2)).listen(0);
        try (var first = asking(app, "/gate/1");
                var second = asking(app, "/gate/2")) {
            gate.awaitCallers(2);
            Answer refused = RawHttp.get(app.port(), "/readonly/1");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Vectors.object(refused.json()).get("name")).isEqualTo("Unavailable");
            gate.open.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
        }
        Eventually.await(
                Patience.ofSeconds(20),
                "room again",
                () -> RawHttp.get(app.port(), "/readonly/1").status() == 200);
    }

    @Test
    void a_call_in_flight_ends_before_the_server_does() throws Exception {
        Application app = app(o -> {}).listen(0);
        int port = app.port();
        try (var http = asking(app, "/gate/1");
                var idle = new RawHttp(port);
                var threads = Executors.newCachedThreadPool()) {
            gate.awaitCallers(1);
            Future<?> closing = threads.submit(app::close);
            assertThat(idle.isClosedByServer()).isTrue();
            Eventually.await(Patience.ofSeconds(20), "nobody to be let in any more", () -> refuses(port));
            gate.open.countDown();
            assertThat(http.answer().json()).isEqualTo(Map.of("id", "1"));
            assertThat(http.isClosedByServer()).isTrue();
            closing.get();
        }
    }

    private static boolean refuses(int port) {
        try {
            new RawHttp(port).close();
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void a_call_that_does_not_end_is_interrupted() {
        Application app = app(o -> o.gracePeriod(ofMillis(200))).listen(0);
        try (var http = asking(app, "/gate/1")) {
            gate.awaitCallers(1);
            app.close();
            assertThat(http.rest()).as("all until the connection is closed").doesNotContain("200 OK");
        }
        Eventually.await(Patience.ofSeconds(20), "the interrupt", gate.interrupted::get);
    }

    @Test
    void a_vertx_of_the_users_own_survives_the_server() {
        Vertx vertx = Vertx.vertx();
        try {
            Application app = app(o -> o.vertx(vertx)).listen(0);
            assertThat(RawHttp.get(app.port(), "/readonly/1").status()).isEqualTo(200);
            int port = app.port();
            app.close();
            Eventually.await(Patience.ofSeconds(20), "nobody to be let in any more", () -> refuses(port));
            var lives = new CountDownLatch(1);
            vertx.runOnContext(nothing -> lives.countDown());
            Eventually.await(Patience.ofSeconds(20), "the user's event loop", () -> lives.getCount() == 0);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void a_result_without_a_json_form_is_an_error_like_others() {
        Application app = app(o -> {});
        var cyclic = new ArrayList<Object>();
        cyclic.add(cyclic);
        app.use("cyclic", (Service.Finds) params -> cyclic);
        app.listen(0);
        Answer answer = RawHttp.get(app.port(), "/cyclic");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(Vectors.object(answer.json()).get("name")).isEqualTo("GeneralError");
    }

    @Test
    void who_does_not_take_an_answer_is_cut_off() {
        Application app = app(o -> o.answerTimeout(ofMillis(300)).idleTimeout(ofSeconds(60)));
        app.use("huge", (Service.Finds) params -> "x".repeat(50 << 20));
        app.listen(0);
        try (var http = asking(app, "/huge")) {
            Eventually.await(Patience.ofSeconds(60), "the end of the connection", () -> !sends(http));
        }
    }

    private static boolean sends(RawHttp http) {
        try {
            http.send("\r\n");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void a_long_call_outlives_the_idle_timeout() {
        Application app = app(o -> o.idleTimeout(Patience.ofSeconds(2)).bodyTimeout(Patience.ofSeconds(2)));
        app.listen(0);
        try (var http = asking(app, "/gate/1")) {
            gate.awaitCallers(1);
            try (var idle = new RawHttp(app.port())) {
                assertThat(idle.isClosedByServer())
                        .as("the idle timeout has passed")
                        .isTrue();
            }
            gate.open.countDown();
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_service_that_comes_late_is_found() {
        Application app = app(o -> {}).listen(0);
        assertThat(RawHttp.get(app.port(), "/late/1").status()).isEqualTo(404);
        app.use("late", new ReadOnly());
        assertThat(RawHttp.get(app.port(), "/late/1").status()).isEqualTo(200);
        app.unuse("late");
        assertThat(RawHttp.get(app.port(), "/late/1").status()).isEqualTo(404);
    }

    @Test
    void pages_of_named_sites_may_come_with_cookies() {
        Application app = app(o -> o.corsCredentials("https://good.example")).listen(0);
        for (String request : List.of("GET /echo", "OPTIONS /echo")) {
            Answer good = RawHttp.request(
                    app.port(), request + " HTTP/1.1\r\nHost: x\r\nOrigin: https://good.example\r\n\r\n", new byte[0]);
            assertThat(good.header("access-control-allow-origin")).isEqualTo("https://good.example");
            assertThat(good.header("access-control-allow-credentials")).isEqualTo("true");
            Answer evil = RawHttp.request(
                    app.port(), request + " HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n\r\n", new byte[0]);
            assertThat(evil.header("access-control-allow-origin")).isNull();
            assertThat(evil.header("access-control-allow-credentials")).isNull();
        }
        assertThatThrownBy(() -> Server.create(o -> o.corsCredentials()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs origins");
    }

    @Test
    void idle_connections_outlive_those_of_common_load_balancers() {
        assertThat(ServerOptions.create(o -> {}).timeouts().idle()).isEqualTo(ofSeconds(75));
    }

    @Test
    void pages_of_listed_sites_only_may_use_the_services() {
        Application app = app(o -> o.corsOrigins("https://good.example")).listen(0);
        Answer good = RawHttp.request(
                app.port(), "GET /readonly HTTP/1.1\r\nHost: x\r\nOrigin: https://good.example\r\n\r\n", new byte[0]);
        assertThat(good.header("access-control-allow-origin")).isEqualTo("https://good.example");
        assertThat(good.header("vary")).isEqualTo("Origin, Accept");
        Answer evil = RawHttp.request(
                app.port(),
                "OPTIONS /readonly HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n\r\n",
                new byte[0]);
        assertThat(evil.status()).isEqualTo(204);
        assertThat(evil.header("access-control-allow-origin")).isNull();
    }

    @Test
    void without_cors_options_is_a_method_like_others() {
        Application app = app(o -> o.cors(false)).listen(0);
        Answer answer = RawHttp.request(app.port(), "OPTIONS /readonly HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("access-control-allow-origin")).isNull();
    }

    @Test
    void many_clients_at_once_get_their_own_answers() throws Exception {
        Application app = app(o -> o.maxStartDelay(ofMillis(0))).listen(0);
        try (var threads = Executors.newCachedThreadPool()) {
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < 50; i++) {
                int client = i;
                clients.add(threads.submit(() -> askMany(app.port(), client)));
            }
            for (Future<?> client : clients) client.get();
        }
    }

    private static void askMany(int port, int client) {
        try (var http = new RawHttp(port)) {
            for (int i = 0; i < 100; i++) {
                String id = client + "-" + i;
                http.send("GET /readonly/" + id + " HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(http.answer().json()).isEqualTo(Map.of("id", id));
            }
        }
    }

    @Test
    void options_of_several_calls_add_up() {
        ServerOptions options = ServerOptions.create(o -> {
            o.rest(r -> r.verboseNotFound(true)).sockets(s -> s.path("/live"));
            o.errorPages(false).maxQueryParameters(5).queryLimits(q -> q.maxDepth(3));
            o.sockets(s -> s.maxHttpBufferSize(10));
        });
        assertThat(options.rest().verboseNotFound()).isTrue();
        assertThat(options.rest().htmlErrors()).isFalse();
        assertThat(options.rest().queryLimits().maxParameters()).isEqualTo(5);
        assertThat(options.rest().queryLimits().maxDepth()).isEqualTo(3);
        assertThat(options.sockets().path()).isEqualTo("/live/");
        assertThat(options.sockets().engine().maxPayload()).isEqualTo(10);
    }

    @Test
    void options_are_checked_when_they_are_built() {
        assertThatThrownBy(() -> Server.create(o -> o.maxBodyBytes(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Server.create(o -> o.maxCallsInFlight(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Server.create(o -> o.idleTimeout(ofMillis(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Server.create(o -> o.host(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Server.create(o -> o.eventLoops(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Server.create(o -> o.maxQueryParameters(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
