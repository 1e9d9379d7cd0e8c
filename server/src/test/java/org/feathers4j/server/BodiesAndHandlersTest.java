package org.feathers4j.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BasicAuthHandler;
import io.vertx.ext.web.handler.BodyHandler;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies of requests that pass handlers which pause, resume or read them, and handlers that go on later, or on threads of their own. */
class BodiesAndHandlersTest {
    private static final Handler<RoutingContext> LATER = ctx -> ctx.vertx().setTimer(30, id -> ctx.next());
    private static final Handler<RoutingContext> ELSEWHERE = ctx -> Thread.startVirtualThread(ctx::next);
    /** Goes on when the whole body has come, and nobody was there to read it. */
    private static final Handler<RoutingContext> AFTER_THE_BODY = ctx -> {
        if (ctx.request().isEnded()) ctx.next();
        else ctx.request().endHandler(nothing -> ctx.vertx().runOnContext(later -> ctx.next()));
    };

    private final Application app = Application.create();
    private final Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));

    @AfterEach
    void close() {
        app.close();
    }

    private void listen() {
        listen(Map.of());
    }

    private void listen(Map<String, Object> options) {
        app.use(
                "s",
                (Service.Creates) (data, params) -> Map.of("data", String.valueOf(data)),
                o -> options.forEach(o::with));
        app.listen(0);
    }

    private static BasicAuthHandler basicAuth() {
        return BasicAuthHandler.create(credentials -> Future.succeededFuture(User.fromName("ann")));
    }

    private Answer post(String type, String body) {
        return RawHttp.request(
                app.port(),
                "POST /s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YW5uOmE=\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n",
                body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer post(String json) {
        return post("application/json", json);
    }

    private static Map<String, @Nullable Object> json(Answer answer) {
        return Vectors.object(answer.json());
    }

    @Test
    void a_body_that_a_handler_lets_flow_waits_for_the_service_all_the_same() {
        server.use(basicAuth()).use(LATER);
        listen();
        Answer answer = post("{\"text\":\"x\"}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer)).containsEntry("data", "{text=x}");
    }

    @Test
    void a_body_that_a_handler_lets_flow_waits_for_a_body_handler() {
        server.use(basicAuth()).use(LATER).use(BodyHandler.create(false)).use(LATER);
        listen();
        assertThat(json(post("{\"text\":\"x\"}"))).containsEntry("data", "{text=x}");
        assertThat(json(post("application/x-www-form-urlencoded", "text=x"))).containsEntry("data", "{text=x}");
    }

    @Test
    void a_body_that_another_handler_has_read_is_an_error_and_no_empty_record() {
        server.use(ctx -> ctx.request().body().onSuccess(body -> ctx.next()));
        listen();
        Answer answer = post("{\"text\":\"x\"}");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(json(answer)).containsEntry("name", "GeneralError").containsEntry("message", "Something went wrong");
        assertThat(post("application/x-www-form-urlencoded", "text=x").status()).isEqualTo(500);
        assertThat(post("").status()).isEqualTo(201);
        assertThat(post("text/csv", "a,b").status())
                .as("is no data of a service")
                .isEqualTo(201);
    }

    @Test
    void a_part_of_a_body_that_another_handler_has_read_is_missed() {
        server.use(ctx -> ctx.request().handler(first -> {
            ctx.request().handler(null);
            ctx.request().pause();
            ctx.next();
        }));
        listen();
        try (var http = new RawHttp(app.port())) {
            http.send(
                    "POST /s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n[1, ");
            http.send("[2, 3]\r\n");
            assertThat(http.answer().status()).isIn(400, 500);
        }
    }

    @Test
    void a_packet_that_a_handler_of_the_host_has_dropped_is_refused_and_does_not_hang() {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(basicAuth());
        router.route().handler(AFTER_THE_BODY);
        var host = vertx.createHttpServer().requestHandler(router);
        Application mounted = Application.create();
        try {
            int port = host.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            mounted.configure(Server.create(o -> o.vertx(vertx))).mount(router, "/");
            mounted.use("s", (Service.Creates) (data, params) -> Map.of("data", String.valueOf(data)));
            mounted.setup();
            String authorization = " HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YW5uOmE=\r\n";
            String polling = "/socket.io/?EIO=4&transport=polling";
            Answer opened = RawHttp.request(port, "GET " + polling + authorization + "\r\n", new byte[0]);
            Object sid = Vectors.object(Json.parse(opened.body().substring(1))).get("sid");
            String post = authorization + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n";
            assertThat(RawHttp.request(
                                    port,
                                    "POST " + polling + "&sid=" + sid + post,
                                    "40".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(500);
            Answer created = RawHttp.request(port, "POST /s" + post, "{}".getBytes(StandardCharsets.UTF_8));
            assertThat(created.status()).isEqualTo(500);
            assertThat(json(created)).containsEntry("name", "GeneralError");
        } finally {
            mounted.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void handlers_may_go_on_on_threads_of_their_own() {
        server.use(ELSEWHERE)
                .use(LATER)
                .use(ELSEWHERE)
                .use(BodyHandler.create(false))
                .use(ELSEWHERE);
        listen(Map.of(Server.BEFORE, ELSEWHERE, Server.AFTER, ELSEWHERE));
        assertThat(json(post("{\"text\":\"x\"}"))).containsEntry("data", "{text=x}");
        assertThat(RawHttp.get(app.port(), "/nowhere").status()).isEqualTo(404);
    }

    @Test
    void a_handler_may_fail_on_a_thread_of_its_own() {
        server.use(ctx -> Thread.startVirtualThread(() -> ctx.fail(401)));
        listen();
        Answer answer = post("{\"text\":\"x\"}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(json(answer)).containsEntry("name", "NotAuthenticated");
    }

    @Test
    void a_fallback_may_pass_on_from_a_thread_of_its_own() {
        server.fallback(ELSEWHERE).fallback(ctx -> ctx.end("\"start\""));
        listen();
        assertThat(RawHttp.get(app.port(), "/nowhere").body()).isEqualTo("\"start\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz HTTP/1.1",
                "GET /s/% HTTP/1.1",
                "GET * HTTP/1.1",
                "GET s HTTP/1.1",
                "GET http://127.0.0.1 HTTP/1.1",
                "POST /form HTTP/1.1",
                "GET /form HTTP/1.1",
                "GET /made HTTP/1.1",
                "GET /thrown HTTP/1.1"
            })
    void every_error_has_the_same_form(String line) {
        server.web().post("/form").consumes("application/x-www-form-urlencoded").handler(RoutingContext::next);
        server.web().get("/made").handler(ctx -> ctx.fail(418));
        server.web().get("/thrown").handler(ctx -> {
            throw new IllegalStateException("thrown");
        });
        listen();
        Answer answer = RawHttp.request(app.port(), line + "\r\nHost: x\r\n\r\n", new byte[0]);
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(json(answer)).containsKeys("name", "message", "className").containsEntry("code", answer.status());
    }
}
