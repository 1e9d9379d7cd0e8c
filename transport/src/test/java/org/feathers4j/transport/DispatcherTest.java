package org.feathers4j.transport;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DispatcherTest {
    private final Application app = Application.create();
    private final Dispatcher dispatcher = Dispatcher.of(app, RestOptions.DEFAULT);

    /** Answers with its params. */
    private static final class Mirror implements Service.Finds, Service.Gets, Service.Creates {
        @Override
        public Object find(Params params) {
            return params.toMap();
        }

        @Override
        public Object get(Id id, Params params) {
            return Map.of("id", id.value(), "route", params.route());
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            return data;
        }
    }

    private RestResponse ask(String verb, String url, String... headers) {
        var map = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < headers.length; i += 2) map.put(headers[i], headers[i + 1]);
        return dispatcher.dispatch(new RestRequest(verb, url, map, null, Map.of("ip", "127.0.0.1")));
    }

    private static @Nullable Object json(RestResponse response) {
        return ((RestResponse.Json) response.content()).value();
    }

    @Test
    void a_service_finds_query_headers_route_and_what_middleware_adds_in_its_params() {
        app.use("users/:userId/notes", new Mirror(), o -> o.routeParams(Map.of("tenant", "acme", "userId", "fixed")));
        var params = Resources.object(json(ask("GET", "/users/5/notes?a[b]=c", "x-probe", "1")));
        assertThat(params)
                .isEqualTo(Map.of(
                        "query", Map.of("a", Map.of("b", "c")),
                        "headers", Map.of("x-probe", "1"),
                        "route", Map.of("tenant", "acme", "userId", "5"),
                        "provider", "rest",
                        "ip", "127.0.0.1"));
    }

    @Test
    void the_last_segment_is_the_id_and_not_part_of_the_route() {
        app.use("users/:userId/notes", new Mirror());
        assertThat(json(ask("GET", "/users/5/notes/a%20b")))
                .isEqualTo(Map.of("id", "a b", "route", Map.of("userId", "5")));
    }

    private RestResponse streamed(String name, @Nullable Object value, String type) {
        var headers = new HashMap<String, Object>();
        headers.put(name, value == null ? Arrays.asList("a", null) : value);
        StreamedResult result = request ->
                new RestResponse(200, headers, new RestResponse.Stream(type, 0, InputStream::nullInputStream));
        app.use("streams", (Service.Finds) params -> result);
        RestResponse answer = ask("GET", "/streams");
        app.unuse("streams");
        return answer;
    }

    @Test
    void headers_of_a_streamed_result_are_checked() {
        assertThat(streamed("X-A", "b", "a/b").headers()).isEqualTo(Map.of("x-a", "b"));
        assertThat(streamed("Transfer-Encoding", "chunked", "a/b").headers()).isEmpty();
        assertThat(streamed("x-a", null, "a/b").headers()).isEqualTo(Map.of("x-a", List.of("a", "null")));
        assertThat(streamed("x-a", "b\r\nc: d", "a/b").status()).isEqualTo(500);
        assertThat(streamed("x-a", List.of("b", "\n"), "a/b").status()).isEqualTo(500);
        assertThat(streamed("x a", "b", "a/b").status()).isEqualTo(500);
        assertThat(streamed("x-a", "b", "a/b\r\nc: d").status()).isEqualTo(500);
    }

    @Test
    void a_service_that_is_gone_is_not_found_any_more() {
        app.use("users/:userId/notes", new Mirror());
        app.use("users/:userId/posts", new Mirror());
        app.unuse("users/:userId/posts");
        assertThat(ask("GET", "/users/5/posts").status()).isEqualTo(404);
        assertThat(ask("GET", "/users/5/notes").status()).isEqualTo(200);
    }

    @Test
    void a_body_that_nobody_parsed_is_an_empty_object() {
        app.use("mirror", new Mirror());
        RestResponse response = ask("POST", "/mirror");
        assertThat(response.status()).isEqualTo(201);
        assertThat(json(response)).isEqualTo(Map.of());
    }

    @Test
    void an_absolute_url_is_its_path() {
        app.use("mirror", new Mirror());
        assertThat(ask("GET", "http://example.com/mirror/1").status()).isEqualTo(200);
        assertThat(ask("GET", "http://example.com").status()).isEqualTo(404);
    }

    @Test
    void nobody_is_asked_whose_answer_would_not_be_accepted() {
        app.use("mirror", new Mirror());
        RestResponse response = ask("POST", "/mirror", "accept", "text/plain");
        assertThat(response.status()).isEqualTo(406);
        assertThat(response.headers()).containsEntry("vary", "Accept");
    }

    @Test
    void browsers_get_pages_that_tell_nothing() {
        failing(FeathersException.badRequest("secret"));
        String browser = "text/html,application/xhtml+xml,*/*;q=0.8";
        assertThat(page(ask("GET", "/failing", "accept", browser)))
                .contains("<title>Internal Server Error</title>")
                .doesNotContain("secret");
        assertThat(page(ask("GET", "/nowhere", "accept", "text/html"))).contains("<h1>404</h1>");
    }

    private static String page(RestResponse response) {
        return ((RestResponse.Html) response.content()).page();
    }

    private void failing(Throwable error) {
        app.use("failing", new Mirror());
        app.service("failing")
                .hooks(h -> h.before("all", ctx -> {
                    if (error instanceof Error unexpected) throw unexpected;
                    throw (Exception) error;
                }));
    }

    @Test
    void pages_and_bodies_of_errors_can_be_replaced() {
        var custom = Dispatcher.of(
                app,
                RestOptions.create(r -> r.errorBody(e -> Map.of("custom", e.message()))
                        .errorPage(e -> "<p>custom " + e.code())
                        .verboseNotFound(true)));
        var plain = new RestRequest("GET", "/x?y=1", Map.of(), null, Map.of());
        assertThat(json(custom.dispatch(plain))).isEqualTo(Map.of("custom", "Page not found: /x?y=1"));
        var browser = new RestRequest("GET", "/x", Map.of("accept", "text/html"), null, Map.of());
        assertThat(page(custom.dispatch(browser))).isEqualTo("<p>custom 404");
        var json = Dispatcher.of(app, RestOptions.create(r -> r.htmlErrors(false)));
        assertThat(json.dispatch(browser).content()).isInstanceOf(RestResponse.Json.class);
    }

    @Test
    void an_error_is_answered_even_where_its_own_form_fails() {
        var broken = Dispatcher.of(
                app,
                RestOptions.create(r -> r.errorBody(e -> {
                    throw new IllegalStateException("broken");
                })));
        RestResponse response = broken.dispatch(new RestRequest("GET", "/x", Map.of(), null, Map.of()));
        assertThat(response.status()).isEqualTo(404);
        assertThat(Resources.object(json(response))).containsEntry("message", "Page not found");
    }

    @Test
    void even_an_error_of_the_virtual_machine_is_answered() {
        failing(new StackOverflowError());
        RestResponse response = ask("GET", "/failing");
        assertThat(response.status()).isEqualTo(500);
        assertThat(Resources.object(json(response)))
                .containsEntry("name", "GeneralError")
                .doesNotContainKey("stack");
    }

    @Test
    void an_error_code_that_http_does_not_know_is_500() {
        failing(FeathersException.named("Odd", 7, "odd", "odd"));
        assertThat(ask("GET", "/failing").status()).isEqualTo(500);
    }

    @Test
    void hooks_cannot_break_the_answer_in_two() {
        app.use("mirror", new Mirror());
        app.service("mirror")
                .hooks(h -> h.after("find", ctx -> ctx.http().header("x", "a\r\nSet-Cookie: b"))
                        .after("get", ctx -> ctx.http().status(99)));
        assertThat(ask("GET", "/mirror").status()).isEqualTo(500);
        assertThat(ask("GET", "/mirror/1").status()).isEqualTo(500);
    }

    @Test
    void hooks_do_not_say_how_long_an_answer_is() {
        app.use("mirror", new Mirror());
        app.service("mirror")
                .hooks(h -> h.after(
                        "all",
                        ctx -> ctx.http()
                                .header("Content-Length", "5")
                                .header("Vary", "Cookie")
                                .header("X-Many", List.of("a", "b"))
                                .location("/a b?100%&c=%20\r\n")));
        RestResponse response = ask("GET", "/mirror");
        assertThat(response.status()).isEqualTo(303);
        assertThat(response.headers())
                .isEqualTo(Map.of(
                        "vary", "Cookie, Accept",
                        "x-many", List.of("a", "b"),
                        "location", "/a%20b?100%25&c=%20%0D%0A"));
    }

    @Test
    void ids_keep_their_case_where_paths_have_none() {
        var loose = Dispatcher.of(app, RestOptions.create(r -> r.routing(p -> p.caseSensitive(false))));
        app.use("Mirror", new Mirror());
        RestResponse response = loose.dispatch(new RestRequest("GET", "/mIRROR/AbC", Map.of(), null, Map.of()));
        assertThat(Resources.object(json(response))).containsEntry("id", "AbC");
    }
}
