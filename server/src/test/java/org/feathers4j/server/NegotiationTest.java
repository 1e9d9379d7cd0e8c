package org.feathers4j.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** In which form a result goes out: what the client takes, and what hooks and handlers after the service say. */
class NegotiationTest {
    private static final String CSV = "id,name\n1,\u00dcmit\n";

    private final Application app = Application.create();
    private final AtomicInteger created = new AtomicInteger();

    private final class Rows implements Service.Finds, Service.Gets, Service.Creates {
        @Override
        public Object find(Params params) {
            return List.of(Map.of("id", 1));
        }

        @Override
        public Object get(Id id, Params params) {
            if (id.text().equals("none")) throw FeathersException.notFound("No such row");
            return Map.of("id", 1);
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            created.incrementAndGet();
            return data;
        }
    }

    @BeforeEach
    void configure() {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Answer get(String path, String accept) {
        return RawHttp.request(
                app.port(), "GET %s HTTP/1.1\r\nHost: x\r\nAccept: %s\r\n\r\n".formatted(path, accept), new byte[0]);
    }

    private Answer post(String accept) {
        String head =
                "POST /rows HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\nAccept: "
                        + accept + "\r\n\r\n";
        return RawHttp.request(app.port(), head, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    /** A service with a handler after it that answers CSV to those who ask for it. */
    private void withFormatter() {
        Handler<RoutingContext> formatter = ctx -> {
            if (!"text/csv".equals(ctx.request().getHeader("accept"))) ctx.next();
            else
                ctx.response()
                        .putHeader("content-type", "text/csv")
                        .end("id\n"
                                + Objects.requireNonNull(Server.hookContext(ctx))
                                        .method() + "\n");
        };
        app.use("rows", new Rows(), o -> o.with(Server.AFTER, formatter)).listen(0);
    }

    private void withHook(Consumer<HookContext> hook) {
        app.use("rows", new Rows());
        app.service("rows").hooks(h -> h.after("all", hook::accept));
        app.listen(0);
    }

    @Test
    void a_handler_after_the_service_answers_in_the_form_that_the_client_takes() {
        withFormatter();
        Answer answer = get("/rows", "text/csv");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/csv");
        assertThat(answer.body()).isEqualTo("id\nfind\n");
        assertThat(post("text/csv").body()).isEqualTo("id\ncreate\n");
    }

    @Test
    void where_it_passes_on_a_read_that_the_client_cannot_take_is_406() {
        withFormatter();
        Answer refused = get("/rows", "text/plain");
        assertThat(refused.status()).isEqualTo(406);
        assertThat(refused.header("vary")).contains("Accept");
        assertThat(get("/rows", "application/json").json()).isEqualTo(List.of(Map.of("id", 1)));
        assertThat(get("/rows/none", "text/plain").status()).isEqualTo(404);
    }

    @Test
    void where_it_passes_on_a_write_is_never_said_to_be_refused() {
        withFormatter();
        Answer answer = post("text/plain");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json()).isEqualTo(Map.of("a", 1));
    }

    @Test
    void nothing_is_written_when_the_answer_is_bound_to_be_refused() {
        app.use("rows", new Rows()).listen(0);
        assertThat(post("text/csv").status()).isEqualTo(406);
        assertThat(created).hasValue(0);
        assertThat(post("*/*").status()).isEqualTo(201);
        assertThat(created).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "*/*", "application/json"})
    void text_goes_out_as_the_type_that_a_hook_has_set(String accept) {
        withHook(ctx -> ctx.result(CSV).http().header("Content-Type", "text/csv"));
        Answer answer = get("/rows", accept);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(answer.body()).isEqualTo(CSV);
        assertThat(answer.header("etag")).isNotNull();
        assertThat(post(accept).body()).isEqualTo(CSV);
    }

    @Test
    void hooks_that_set_no_type_leave_the_answer_to_accept() {
        withHook(ctx -> ctx.http().header("X-Hook", "ran"));
        assertThat(get("/rows", "text/csv").status()).isEqualTo(406);
        assertThat(post("text/csv").status()).isEqualTo(201);
    }

    @Test
    void text_is_written_in_the_charset_that_the_hook_names() {
        withHook(ctx -> ctx.result("caf\u00e9").http().header("content-type", "text/plain; charset=iso-8859-1"));
        Answer answer = get("/rows", "text/plain");
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=iso-8859-1");
        assertThat(answer.header("content-length")).isEqualTo("4");
    }

    @Test
    void bytes_go_out_as_they_are_also_those_of_other_applications() {
        Map<String, Object> remote = Map.of("type", "Buffer", "data", List.of(71, 73, 70));
        withHook(ctx -> ctx.result(ctx.method().equals("get") ? remote : new byte[] {71, 73, 70})
                .http()
                .header("content-type", "image/gif"));
        for (Answer answer : List.of(get("/rows", "image/*"), get("/rows/1", "image/*"))) {
            assertThat(answer.header("content-type")).isEqualTo("image/gif");
            assertThat(answer.body()).isEqualTo("GIF");
        }
    }

    @Test
    void what_is_dispatched_is_what_goes_out() {
        withHook(ctx -> ctx.dispatch("public").http().header("content-type", "text/plain"));
        assertThat(get("/rows", "*/*").body()).isEqualTo("public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/vnd.api+json", "application/geo+json; charset=UTF-8", "text/json"})
    void every_result_goes_out_as_a_json_type(String type) {
        withHook(ctx -> ctx.http().header("content-type", type));
        Answer answer = get("/rows", "application/vnd.api+json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo(type);
        assertThat(answer.json()).isEqualTo(List.of(Map.of("id", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/xml", "csv", "", "application/json; charset=utf-16"})
    void a_type_that_the_result_cannot_have_is_an_error_that_names_it(String type) {
        withHook(ctx -> ctx.http().header("content-type", type));
        Answer answer = get("/rows", "*/*");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(String.valueOf(Vectors.object(answer.json()).get("message")))
                .contains("content-type '" + type + "'");
    }

    @Test
    void a_charset_that_is_unknown_or_cannot_say_the_text_is_an_error() {
        withHook(ctx -> ctx.result("\u20ac")
                .http()
                .header("content-type", "text/plain; charset=" + (ctx.method().equals("get") ? "nonsense" : "latin1")));
        assertThat(get("/rows", "*/*").status()).isEqualTo(500);
        assertThat(get("/rows/1", "*/*").status()).isEqualTo(500);
    }
}
