package org.feathers4j.server;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.transport.RestResponse;
import org.feathers4j.transport.StreamedResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MiddlewareTest {
    private final Application app = Application.create();
    private final Server server =
            app.configure(Server.create(o -> o.host("127.0.0.1").idleTimeout(Patience.ofSeconds(2))));

    /** Shows what middleware has put into the params. */
    private static final class Probe implements Service.Gets, Service.Creates {
        @Override
        public Object get(Id id, Params params) {
            if (id.text().equals("err")) throw FeathersException.badRequest("nope");
            return Map.of("id", id.value(), "probe", String.valueOf(params.get("probe")));
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return Map.of("data", String.valueOf(data), "probe", String.valueOf(params.get("probe")));
        }
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static Handler<RoutingContext> probing(String value) {
        return ctx -> {
            Server.params(ctx).put("probe", value);
            ctx.next();
        };
    }

    private Answer get(String path) {
        return RawHttp.get(app.port(), path);
    }

    private static Map<String, @Nullable Object> json(Answer answer) {
        return Vectors.object(answer.json());
    }

    @Test
    void what_a_handler_puts_into_params_reaches_the_service() {
        server.use(probing("global"));
        app.use("s", new Probe()).listen(0);
        assertThat(get("/s/1").json()).isEqualTo(Map.of("id", "1", "probe", "global"));
        Answer created = RawHttp.post(app.port(), "/s", "{\"a\":1}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json()).isEqualTo(Map.of("data", "{a=1}", "probe", "global"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /s/1", "GET /bytes", "HEAD /bytes", "GET /missing"})
    void an_answer_whose_head_cannot_be_written_ends_the_connection(String request) {
        var closed = new CountDownLatch(1);
        server.use(ctx -> {
            ctx.addHeadersEndHandler(nothing -> {
                throw new IllegalStateException("broken handler");
            });
            ctx.next();
        });
        StreamedResult bytes = asked -> new RestResponse(
                200, Map.of(), new RestResponse.Stream("a/b", 3, () -> new ByteArrayInputStream(new byte[3]) {
                    @Override
                    public void close() {
                        closed.countDown();
                    }
                }));
        app.use("s", new Probe());
        app.use("bytes", (Service.Finds) params -> bytes);
        app.listen(0);
        try (var http = new RawHttp(app.port())) {
            http.send(request + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.isClosedByServer()).isTrue();
        }
        if (request.equals("GET /bytes"))
            Eventually.await(Patience.ofSeconds(30), "the source being closed", () -> closed.getCount() == 0);
    }

    @Test
    void handlers_run_before_and_after_one_service() {
        Handler<RoutingContext> after = ctx -> {
            var context = Objects.requireNonNull(Server.hookContext(ctx));
            context.dispatch(Map.of("was", String.valueOf(context.result()), "after", context.method()));
            ctx.next();
        };
        app.use(
                "s",
                new Probe(),
                o -> o.with(Server.BEFORE, List.of(probing("a"), probing("b"))).with(Server.AFTER, after));
        app.use("t", new Probe());
        app.listen(0);
        assertThat(json(get("/s/1")))
                .containsEntry("after", "get")
                .extractingByKey("was")
                .asString()
                .contains("probe=b");
        assertThat(json(get("/t/1"))).containsEntry("probe", "null");
    }

    @Test
    void handlers_after_a_service_are_skipped_on_errors() {
        var calls = new AtomicInteger();
        Handler<RoutingContext> after = ctx -> {
            calls.incrementAndGet();
            ctx.next();
        };
        app.use("s", new Probe(), o -> o.with(Server.AFTER, after)).listen(0);
        Answer answer = get("/s/err");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer)).containsEntry("message", "nope");
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_request_stays_with_the_service_whose_handlers_it_passes() {
        Handler<RoutingContext> replacing = ctx -> ctx.vertx()
                .executeBlocking(() -> {
                    app.unuse("s");
                    app.use("s", new Echo());
                    return "replaced";
                })
                .onComplete(done -> ctx.next());
        app.use("s", new Probe(), Server.before(replacing)).listen(0);
        assertThat(json(get("/s/1"))).containsEntry("probe", "null");
        assertThat(json(get("/s/1"))).doesNotContainKey("probe");
    }

    @Test
    void headers_that_handlers_set_reach_the_service() {
        server.use(ctx -> {
            ctx.request().headers().set("x-tenant", "t1");
            ctx.next();
        });
        app.use("s", new Service.Gets() {
                    @Override
                    public Object get(Id id, Params params) {
                        return Map.of("tenant", String.valueOf(params.headers().get("x-tenant")));
                    }
                })
                .listen(0);
        assertThat(get("/s/1").json()).isEqualTo(Map.of("tenant", "t1"));
    }

    @Test
    void a_service_with_handlers_that_comes_late_is_served_like_others() {
        app.use("t", new Probe()).listen(0);
        assertThat(get("/s/1").status()).isEqualTo(404);
        app.use("s", new Probe(), o -> o.with(Server.BEFORE, probing("late")));
        assertThat(json(get("/s/1"))).containsEntry("probe", "late");
        app.unuse("s");
        app.use("s", new Probe(), o -> o.with(Server.BEFORE, probing("later")));
        assertThat(json(get("/s/1"))).containsEntry("probe", "later");
    }

    @Test
    void a_fallback_never_hides_a_service_however_late_it_comes() {
        server.fallback(ctx -> ctx.response().end("\"start page\""));
        app.listen(0);
        assertThat(get("/s/1").body()).isEqualTo("\"start page\"");
        app.use("s", new Probe());
        assertThat(json(get("/s/1"))).containsEntry("id", "1");
    }

    @Test
    void a_fallback_that_passes_on_leads_to_404() {
        server.fallback(RoutingContext::next);
        app.listen(0);
        Answer answer = get("/nowhere?x=1");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(json(answer))
                .containsEntry("message", "Page not found")
                .containsEntry("data", Map.of("url", "/nowhere?x=1"));
    }

    @Test
    void a_handler_for_a_path_answers_there_and_below_only() {
        server.use("/admin", ctx -> ctx.response().end("\"admin\""));
        app.use("s", new Probe()).listen(0);
        assertThat(get("/admin").body()).isEqualTo("\"admin\"");
        assertThat(get("/admin/x").body()).isEqualTo("\"admin\"");
        assertThat(get("/administrator").status()).isEqualTo(404);
        assertThat(get("/s/1").status()).isEqualTo(200);
    }

    @Test
    void a_connection_on_which_a_handler_answered_goes_on() {
        server.use("/admin", ctx -> ctx.response().end("\"admin\""));
        app.use("s", new Probe()).listen(0);
        try (var http = new RawHttp(app.port())) {
            http.send("GET /admin HTTP/1.1\r\nHost: x\r\n\r\nGET /s/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().body()).isEqualTo("\"admin\"");
            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.isClosedByServer()).as("idle timeout").isTrue();
        }
    }

    @Test
    void a_body_that_no_handler_wanted_does_not_hold_up_the_next_request() {
        server.use("/admin", ctx -> ctx.response().end("\"admin\""));
        app.use("s", new Probe()).listen(0);
        try (var http = new RawHttp(app.port())) {
            http.send("POST /admin HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
            assertThat(http.answer().body()).isEqualTo("\"admin\"");
            http.send(new byte[100_000]);
            http.send("GET /s/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_handler_after_a_service_may_answer_itself() {
        Handler<RoutingContext> format = ctx -> ctx.response().end("\"formatted\"");
        app.use("s", new Probe(), o -> o.with(Server.AFTER, format)).listen(0);
        try (var http = new RawHttp(app.port())) {
            http.send("GET /s/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().body()).isEqualTo("\"formatted\"");
            assertThat(http.isClosedByServer()).as("idle timeout").isTrue();
        }
    }

    @Test
    void a_handler_that_fails_is_answered_as_feathers_does() {
        server.use("/thrown", ctx -> {
            throw FeathersException.forbidden("not you").withData(Map.of("who", "you"));
        });
        server.use("/unforeseen", ctx -> {
            throw new IllegalStateException("oops");
        });
        server.use("/status", ctx -> ctx.fail(401));
        app.listen(0);
        assertThat(json(get("/thrown"))).containsEntry("name", "Forbidden").containsEntry("data", Map.of("who", "you"));
        assertThat(json(get("/unforeseen")))
                .containsEntry("name", "GeneralError")
                .containsEntry("message", "Something went wrong");
        assertThat(get("/status").status()).isEqualTo(401);
        assertThat(json(get("/status"))).containsEntry("name", "NotAuthenticated");
    }

    @Test
    void a_handler_before_a_service_can_refuse_and_the_body_is_thrown_away() {
        app.use(
                        "s",
                        new Probe(),
                        o -> o.with(Server.BEFORE, (Handler<RoutingContext>) ctx -> {
                            throw FeathersException.notAuthenticated("who are you?");
                        }))
                .listen(0);
        try (var http = new RawHttp(app.port())) {
            String post =
                    "POST /s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
            http.send(post + post);
            assertThat(http.answer().status()).isEqualTo(401);
            assertThat(http.answer().status()).isEqualTo(401);
        }
    }

    @Test
    void a_body_that_a_handler_has_read_is_not_read_again() {
        server.use(BodyHandler.create(false));
        server.use(ctx -> {
            Server.params(ctx).put("probe", ctx.body().length());
            ctx.next();
        });
        app.use("s", new Probe()).listen(0);
        assertThat(RawHttp.post(app.port(), "/s", "{\"a\":1}").json()).isEqualTo(Map.of("data", "{a=1}", "probe", "7"));
    }

    @Test
    void the_body_waits_for_a_handler_that_takes_its_time() {
        server.use(ctx -> ctx.vertx().setTimer(50, id -> ctx.next()));
        app.use("s", new Probe()).listen(0);
        assertThat(json(RawHttp.post(app.port(), "/s", "{\"a\":1}"))).containsEntry("data", "{a=1}");
        assertThat(RawHttp.post(app.port(), "/s", "x".repeat(200_000)).status()).isEqualTo(413);
        assertThat(RawHttp.post(app.port(), "/nowhere", "{bad").status()).isEqualTo(400);
    }

    @Test
    void an_option_that_is_no_handler_is_refused() {
        assertThatThrownBy(() -> app.use("s", new Probe(), o -> o.with(Server.BEFORE, "nonsense")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'before' of service 's'");
        app.use("s", new Probe()).listen(0);
        assertThat(get("/s/1").status()).isEqualTo(200);
    }

    @Test
    void preflight_requests_do_not_reach_handlers() {
        server.use(ctx -> ctx.fail(401));
        app.listen(0);
        Answer answer = RawHttp.request(app.port(), "OPTIONS /x HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
        assertThat(answer.status()).isEqualTo(204);
    }
}
