package org.feathers4j.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CSPHandler;
import io.vertx.ext.web.handler.CSRFHandler;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.handler.FaviconHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.HSTSHandler;
import io.vertx.ext.web.handler.LoggerFormat;
import io.vertx.ext.web.handler.LoggerHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import io.vertx.ext.web.handler.XFrameHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The handlers that Vert.x Web ships, around services. */
class WebHandlersTest {
    @TempDir
    Path folder;

    private final Application app = Application.create();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        app.close();
    }

    private Server server() {
        return server(o -> {});
    }

    private Server server(Consumer<ServerOptions.Builder> options) {
        Server server = app.configure(Server.create(options.andThen(o -> o.host("127.0.0.1"))));
        app.use("echo", new Echo(), Echo::options);
        return server;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    private static HttpRequest.Builder posting(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static @Nullable String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void cors_with_credentials_is_the_handlers_business_when_the_servers_own_is_off() throws Exception {
        server(o -> o.cors(false))
                .use(CorsHandler.create()
                        .addOrigin("https://good.example")
                        .allowCredentials(true)
                        .allowedMethod(HttpMethod.PATCH)
                        .allowedHeader("x-service-method"));
        app.listen(0);
        var good = send(to("/echo/1").header("Origin", "https://good.example"));
        assertThat(header(good, "access-control-allow-origin")).isEqualTo("https://good.example");
        assertThat(header(good, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(good.statusCode()).isEqualTo(200);
        var preflight = send(to("/echo/1")
                .header("Origin", "https://good.example")
                .header("Access-Control-Request-Method", "PATCH")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("PATCH");
        assertThat(send(to("/echo/1").header("Origin", "https://evil.example")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_setting_origins_says_which_sites_may_ask_over_rest_and_sockets() throws Exception {
        app.set("origins", List.of("https://good.example"));
        server();
        app.listen(0);
        for (String path : List.of("/echo/1", "/socket.io/?EIO=4&transport=polling")) {
            assertThat(header(send(to(path).header("Origin", "https://good.example")), "access-control-allow-origin"))
                    .isEqualTo("https://good.example");
            assertThat(header(send(to(path).header("Origin", "https://evil.example")), "access-control-allow-origin"))
                    .isNotEqualTo("https://evil.example")
                    .isNotEqualTo("*");
        }
    }

    @Test
    void sites_in_the_options_go_before_the_setting_origins() throws Exception {
        app.set("origins", List.of("https://good.example"));
        server(o -> o.corsOrigins("https://better.example"));
        app.listen(0);
        assertThat(header(
                        send(to("/echo/1").header("Origin", "https://better.example")), "access-control-allow-origin"))
                .isEqualTo("https://better.example");
    }

    @Test
    void security_headers_are_on_answers_of_services_and_on_errors() throws Exception {
        Server server = server();
        server.use(CSPHandler.create().setDirective("default-src", "self"));
        server.use(XFrameHandler.create(XFrameHandler.DENY));
        server.use(HSTSHandler.create());
        app.listen(0);
        for (String path : List.of("/echo/1", "/nowhere")) {
            var response = get(path);
            assertThat(header(response, "content-security-policy")).isEqualTo("default-src 'self'");
            assertThat(header(response, "x-frame-options")).isEqualTo("DENY");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void long_answers_are_compressed_and_short_ones_are_not(String encoding) throws Exception {
        server(o -> o.compressionFrom(1024));
        app.use("long", (Service.Finds) params -> "x".repeat(5000));
        app.use("short", (Service.Finds) params -> "x".repeat(500));
        app.listen(0);
        var longer = client.send(to("/long").header("Accept-Encoding", encoding).build(), BodyHandlers.ofByteArray());
        assertThat(header(longer, "content-encoding")).isEqualTo(encoding);
        assertThat(longer.body()).hasSizeLessThan(500);
        if (encoding.equals("gzip"))
            assertThat(new String(unzipped(longer.body()), StandardCharsets.UTF_8))
                    .isEqualTo(Json.text("x".repeat(5000)));
        var shorter = send(to("/short").header("Accept-Encoding", encoding));
        assertThat(header(shorter, "content-encoding")).isNull();
        assertThat(shorter.body()).isEqualTo(Json.text("x".repeat(500)));
        assertThat(header(get("/long"), "content-encoding")).isNull();
    }

    private static byte[] unzipped(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private void files() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<title>start</title>");
        Files.writeString(folder.resolve("hello.txt"), "0123456789");
        Files.writeString(folder.resolve(".secret"), "secret");
    }

    private StaticHandler staticFiles() {
        return StaticHandler.create(FileSystemAccess.ROOT, folder.toString()).setIncludeHidden(false);
    }

    @Test
    void files_are_served_beside_services_with_caching_and_ranges() throws Exception {
        files();
        server().use(staticFiles());
        app.listen(0);
        var whole = get("/hello.txt");
        assertThat(whole.body()).isEqualTo("0123456789");
        assertThat(header(whole, "content-type")).startsWith("text/plain");
        assertThat(header(whole, "cache-control")).isEqualTo("public, immutable, max-age=86400");
        String modified = String.valueOf(header(whole, "last-modified"));
        assertThat(send(to("/hello.txt").header("If-Modified-Since", modified)).statusCode())
                .isEqualTo(304);
        var part = send(to("/hello.txt").header("Range", "bytes=2-4"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(header(part, "content-range")).isEqualTo("bytes 2-4/10");
        assertThat(send(to("/hello.txt").header("Range", "bytes=20-30")).statusCode())
                .isEqualTo(416);
        assertThat(get("/").body()).isEqualTo("<title>start</title>");
        assertThat(Vectors.object(Json.parse(get("/echo/1").body()))).containsEntry("id", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.secret", "/../secret", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/nothing.txt"})
    void files_that_are_hidden_outside_or_not_there_are_not_found(String path) throws Exception {
        files();
        server().use(staticFiles());
        app.listen(0);
        var answer = RawHttp.get(app.port(), path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(Vectors.object(answer.json())).containsEntry("name", "NotFound");
    }

    @Test
    void an_icon_is_served_from_memory() throws Exception {
        byte[] icon = {0, 0, 1, 0};
        Path file = Files.write(folder.resolve("favicon.ico"), icon);
        Server server = server();
        server.use(FaviconHandler.create(server.vertx(), file.toString()));
        app.listen(0);
        var response = client.send(to("/favicon.ico").build(), BodyHandlers.ofByteArray());
        assertThat(response.body()).isEqualTo(icon);
        assertThat(header(response, "content-type")).isEqualTo("image/x-icon");
        assertThat(header(response, "cache-control")).contains("max-age");
        assertThat(get("/echo/1").statusCode()).isEqualTo(200);
    }

    @Test
    void requests_are_logged_once_they_are_answered() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();
        server().use(LoggerHandler.create(LoggerFormat.CUSTOM).customFormatter((ctx, time) -> {
            String line = ctx.request().method() + " " + ctx.request().path() + " "
                    + ctx.response().getStatusCode();
            lines.add(line);
            return line;
        }));
        app.listen(0);
        get("/echo/1");
        // the handler hears of the end of an answer after the client has it
        Eventually.await(Patience.ofSeconds(20), "the first line", () -> lines.size() == 1);
        get("/nowhere");
        Eventually.await(Patience.ofSeconds(20), "the second line", () -> lines.size() == 2);
        send(posting(to("/echo"), "{bad"));
        Eventually.await(Patience.ofSeconds(20), "the third line", () -> lines.size() == 3);
        assertThat(lines).containsExactly("GET /echo/1 200", "GET /nowhere 404", "POST /echo 400");
    }

    @Test
    void a_body_handler_with_a_lower_limit_refuses_before_the_service() throws Exception {
        server().use(BodyHandler.create(false).setBodyLimit(10));
        app.listen(0);
        assertThat(send(posting(to("/echo"), "{}")).statusCode()).isEqualTo(201);
        var refused = send(posting(to("/echo"), "{\"text\":\"0123456789\"}"));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(Vectors.object(Json.parse(refused.body()))).containsEntry("name", "PayloadTooLarge");
    }

    @Test
    void a_form_without_the_token_of_its_session_is_refused() throws Exception {
        Server server = server();
        server.use(SessionHandler.create(LocalSessionStore.create(server.vertx())));
        server.use(BodyHandler.create(false));
        server.use(CSRFHandler.create(server.vertx(), "a secret of this test"));
        app.listen(0);
        var first = get("/echo/1");
        List<String> cookies = first.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .toList();
        String token = cookies.stream()
                .filter(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .map(cookie -> cookie.substring("XSRF-TOKEN=".length()))
                .findFirst()
                .orElseThrow();
        String session = String.join("; ", cookies);
        assertThat(send(posting(to("/echo").header("Cookie", session), "{}")).statusCode())
                .isEqualTo(403);
        var accepted = send(posting(to("/echo").header("Cookie", session).header("X-XSRF-TOKEN", token), "{\"a\":1}"));
        assertThat(accepted.statusCode()).isEqualTo(201);
        assertThat(Vectors.object(Json.parse(accepted.body()))).containsEntry("data", Map.of("a", 1));
    }

    @Test
    void what_a_session_knows_reaches_the_service() throws Exception {
        Server server = server();
        server.use(SessionHandler.create(LocalSessionStore.create(server.vertx())));
        server.use(ctx -> {
            Integer visits = ctx.session().get("visits");
            int now = visits == null ? 1 : visits + 1;
            ctx.session().put("visits", now);
            Server.params(ctx).put("visits", now);
            ctx.next();
        });
        app.listen(0);
        var first = get("/echo/1");
        String cookie = String.valueOf(header(first, "set-cookie"));
        var second = send(to("/echo/1").header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
        assertThat(Vectors.object(Vectors.object(Json.parse(second.body())).get("params")))
                .containsEntry("visits", 2);
    }

    @Test
    void a_timeout_handler_answers_for_a_service_that_does_not() throws Exception {
        var gate = new Gate();
        server().use("/gate", TimeoutHandler.create(200));
        app.use("gate", gate);
        app.listen(0);
        var late = get("/gate/1");
        assertThat(late.statusCode()).isEqualTo(503);
        assertThat(Vectors.object(Json.parse(late.body()))).containsEntry("name", "Unavailable");
        gate.open.countDown();
        assertThat(get("/echo/1").statusCode()).isEqualTo(200);
    }

    @Test
    void a_cookie_that_a_handler_sets_goes_out_with_the_services_answer() throws Exception {
        server().use(ctx -> {
            ctx.response().addCookie(Cookie.cookie("seen", "yes").setHttpOnly(true));
            ctx.next();
        });
        app.listen(0);
        assertThat(header(get("/echo/1"), "set-cookie")).isEqualTo("seen=yes; HTTPOnly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/1",
                "//echo/1",
                "/echo//1",
                "/echo/1/",
                "/%65cho/1",
                "/%65%63ho/1",
                "/./echo/1",
                "/x/../echo/1",
                "/x/%2e%2e/echo/1",
                "/echo/%31",
                "http://127.0.0.1/echo/1",
                "/echo/1?x=/../",
                "/echo%2F1"
            })
    void however_a_path_is_written_a_guard_of_it_is_not_passed(String path) {
        Handler<RoutingContext> guard = ctx -> ctx.fail(401);
        server().use("/echo", guard);
        app.listen(0);
        assertThat(RawHttp.get(app.port(), path).status()).isIn(401, 404);
    }
}
