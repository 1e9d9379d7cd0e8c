package org.feathers4j.server;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import org.feathers4j.Application;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.socketioserver.RawWebSocket;
import org.feathers4j.testrules.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.feathers4j.testrules.Patience.ofSeconds;

/** feathers4j as a part of a Vert.x application that has its own router and HTTP server. */
class MountTest {
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private final HttpServer host = vertx.createHttpServer().requestHandler(router);
    private final Application app = Application.create();
    private final Gate gate = new Gate();
    private Server server;

    @BeforeEach
    void listen() {
        host.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        server = app.configure(Server.create(o -> o.vertx(vertx).bodyTimeout(ofSeconds(2))));
        app.use("echo", new Echo(), Echo::options);
        app.use("gate", gate);
    }

    @AfterEach
    void close() {
        gate.open.countDown();
        app.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Answer get(String path) {
        return RawHttp.get(host.actualPort(), path);
    }

    private static Map<String, @Nullable Object> json(Answer answer) {
        return Vectors.object(answer.json());
    }

    @Test
    void services_are_found_below_the_path_only() {
        router.get("/own").handler(ctx -> ctx.end("\"own\""));
        server.mount(router, "/api");
        app.setup();
        assertThat(json(get("/api/echo/1?a=b"))).containsEntry("id", "1");
        assertThat(get("/own").body()).isEqualTo("\"own\"");
        assertThat(get("/echo/1").status()).isEqualTo(404);
        Answer created = RawHttp.post(host.actualPort(), "/api/echo", "{\"a\":1}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(json(created)).containsEntry("data", Map.of("a", 1));
    }

    @Test
    void what_is_not_there_below_the_path_is_feathers_not_found() {
        server.mount(router, "/api");
        app.setup();
        Answer missing = get("/api/nowhere?x=1");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(json(missing)).containsEntry("data", Map.of("url", "/nowhere?x=1"));
        app.use("nowhere", new ReadOnly());
        assertThat(get("/api/nowhere/1").status()).isEqualTo(200);
    }

    @Test
    void at_the_root_services_come_after_what_the_application_had_first() {
        router.get("/echo/own").handler(ctx -> ctx.end("\"own\""));
        server.mount(router, "/");
        app.setup();
        assertThat(get("/echo/own").body()).isEqualTo("\"own\"");
        assertThat(json(get("/echo/1"))).containsEntry("id", "1");
    }

    @Test
    void its_own_middleware_sees_its_own_requests_only() {
        server.use(ctx -> {
            Server.params(ctx).put("probe", "seen");
            ctx.next();
        });
        server.use("/admin", ctx -> ctx.end("\"admin\""));
        router.get("/own").handler(ctx -> ctx.end("\"own\""));
        server.mount(router, "/api");
        app.setup();
        assertThat(Vectors.object(json(get("/api/echo/1")).get("params"))).containsEntry("probe", "seen");
        assertThat(get("/api/admin/x").body()).isEqualTo("\"admin\"");
        assertThat(get("/own").body()).isEqualTo("\"own\"");
    }

    @Test
    void preflight_and_cors_are_answered_below_the_path() {
        server.mount(router, "/api");
        app.setup();
        Answer preflight =
                RawHttp.request(host.actualPort(), "OPTIONS /api/echo HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(get("/api/echo/1").header("access-control-allow-origin")).isEqualTo("*");
    }

    @Test
    void a_body_that_the_application_has_read_already_is_taken_from_there() {
        router.route().handler(BodyHandler.create(false));
        server.mount(router, "/api");
        app.setup();
        assertThat(json(RawHttp.post(host.actualPort(), "/api/echo", "{\"a\":1}")))
                .containsEntry("data", Map.of("a", 1));
    }

    @Test
    void limits_hold_there_as_well() {
        server.mount(router, "/api");
        app.setup();
        assertThat(RawHttp.post(host.actualPort(), "/api/echo", "x".repeat(200_000))
                        .status())
                .isEqualTo(413);
        try (var http = new RawHttp(host.actualPort())) {
            http.send(
                    "POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
            assertThat(http.answer().status()).isEqualTo(408);
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void closing_ends_the_calls_in_flight_and_leaves_the_application_alone() throws Exception {
        router.get("/own").handler(ctx -> ctx.end("\"own\""));
        server.mount(router, "/api");
        app.setup();
        try (var http = new RawHttp(host.actualPort());
                var threads = Executors.newSingleThreadExecutor()) {
            http.send("GET /api/gate/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            gate.awaitCallers(1);
            Future<?> closing = threads.submit(app::close);
            Eventually.await(
                    ofSeconds(20),
                    "nobody to be let in",
                    () -> get("/api/echo/1").status() != 200);
            gate.open.countDown();
            assertThat(http.answer().json()).isEqualTo(Map.of("id", "1"));
            closing.get();
        }
        assertThat(get("/own").body()).isEqualTo("\"own\"");
        assertThat(get("/api/echo/1").status()).isEqualTo(404);
    }

    private static final String SOCKETS = "/api/socket.io/?EIO=4&transport=";

    /** Makes a call in the main namespace, which answers. */
    private static void call(RawWebSocket client) {
        client.text("40");
        assertThat(client.next()).startsWith("40{");
        client.text("420[\"get\",\"echo\",1]");
        assertThat(client.next()).startsWith("430[null,{\"method\":\"get\"");
    }

    @Test
    void sockets_are_served_below_the_path_too() {
        server.mount(router, "/api");
        app.setup();
        try (var client = new RawWebSocket(host.actualPort(), SOCKETS + "websocket")) {
            client.handshake();
            call(client);
            assertThat(server.sockets().count()).isEqualTo(1);
        }
        Eventually.await(
                ofSeconds(20), "the client to be gone", () -> server.sockets().count() == 0);
        assertThat(get("/socket.io/?EIO=4&transport=polling").status()).isEqualTo(404);
    }

    @Test
    void a_client_that_polls_goes_on_to_a_web_socket_even_where_bodies_were_read_before() {
        router.route().handler(BodyHandler.create(false));
        server.mount(router, "/");
        app.setup();
        String polling = "/socket.io/?EIO=4&transport=polling";
        Answer opened = get(polling);
        String sid = String.valueOf(
                Vectors.object(Json.parse(opened.body().substring(1))).get("sid"));
        assertThat(RawHttp.post(host.actualPort(), polling + "&sid=" + sid, "40")
                        .body())
                .isEqualTo("ok");
        assertThat(get(polling + "&sid=" + sid).body()).startsWith("40{");
        try (var client = new RawWebSocket(host.actualPort(), "/socket.io/?EIO=4&transport=websocket&sid=" + sid)) {
            client.text("2probe");
            assertThat(client.next()).isEqualTo("3probe");
            client.text("5");
            client.text("420[\"get\",\"echo\",1]");
            assertThat(client.next()).startsWith("430[null,");
        }
    }

    @Test
    void closing_sends_the_clients_away() {
        server.mount(router, "/api");
        app.setup();
        try (var client = new RawWebSocket(host.actualPort(), SOCKETS + "websocket")) {
            client.handshake();
            call(client);
            app.close();
            assertThat(client.closed()).isEqualTo(1000);
            assertThat(get(SOCKETS + "polling").status()).isEqualTo(404);
        }
    }

    @Test
    void mounting_twice_or_without_a_vertx_is_refused() {
        server.mount(router, "/api");
        assertThatThrownBy(() -> server.mount(router, "/api")).isInstanceOf(IllegalStateException.class);
        Application other = Application.create();
        Server alone = other.configure(Server.create());
        assertThatThrownBy(() -> alone.mount(router, "/other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("vertx");
        other.close();
    }
}
