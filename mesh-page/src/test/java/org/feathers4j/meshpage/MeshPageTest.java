package org.feathers4j.meshpage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeshPageTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Application> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(Application::close);
        http.close();
    }

    private Application application() {
        Application app = Application.create();
        running.add(app);
        return app;
    }

    private Application gateway(Consumer<MeshPageOptions.Builder> options) {
        Application app = application();
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
        app.configure(MeshPage.create(options));
        return app.listen(0);
    }

    private Distribution worker() {
        Application app = application();
        Distribution distribution =
                app.configure(Distribution.create(o -> o.key("worker").link(mesh.link())));
        app.use("todos", Service.get((id, params) -> Map.of("id", id.value())));
        app.setup();
        return distribution;
    }

    private HttpResponse<String> send(String method, int port, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Application app, String path) throws IOException, InterruptedException {
        return send("GET", app.port(), path);
    }

    private static Map<?, ?> object(String json) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(json));
    }

    @Test
    void the_page_and_what_belongs_to_it_are_served_and_nothing_else() throws Exception {
        Application app = gateway(o -> {});
        HttpResponse<String> page = get(app, "/mesh");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("src=\"mesh/page.js\"", "href=\"mesh/page.css\"", "data-status=\"mesh-status\"", "href=\"/\"")
                .doesNotContain("{");
        for (String file : List.of("page.js", "graph.js", "list.js", "words.js", "dom.js"))
            assertThat(get(app, "/mesh/" + file).headers().firstValue("Content-Type"))
                    .as(file)
                    .contains("text/javascript; charset=utf-8");
        assertThat(get(app, "/mesh/page.css").statusCode()).isEqualTo(200);
        assertThat(get(app, "/mesh/MeshPage.class").statusCode()).isEqualTo(404);
        assertThat(get(app, "/mesh/../../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(send("HEAD", app.port(), "/mesh").statusCode()).isEqualTo(200);
        assertThat(send("POST", app.port(), "/mesh").statusCode()).isEqualTo(405);
        assertThat(get(app, "/mesh/").headers().firstValue("Location")).contains("../mesh");
    }

    @Test
    void the_page_may_run_its_own_scripts_only_and_needs_no_inline_ones() throws Exception {
        HttpResponse<String> page = get(gateway(o -> {}), "/mesh");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).doesNotContainPattern("<script>|<style|style=|\\son[a-z]+=|https?://");
    }

    @Test
    void all_that_the_scripts_import_is_served() throws Exception {
        Application app = gateway(o -> {});
        var imports = Pattern.compile("from '\\./([a-z.]+)'");
        for (String file : List.of("page.js", "graph.js", "list.js", "words.js", "dom.js"))
            for (var each :
                    imports.matcher(get(app, "/mesh/" + file).body()).results().toList())
                assertThat(get(app, "/mesh/" + each.group(1)).statusCode())
                        .as(each.group())
                        .isEqualTo(200);
    }

    @Test
    void the_service_shows_the_peers_their_services_and_the_calls() throws Exception {
        Distribution worker = worker();
        Application app = gateway(o -> {});
        app.plugin(Distribution.class).orElseThrow().await("todos", SOON).get(1);
        Map<?, ?> picture = object(get(app, "/mesh-status").body());
        assertThat(picture.get("total")).isEqualTo(1);
        assertThat(((Map<?, ?>) Objects.requireNonNull(picture.get("self"))).get("key"))
                .isEqualTo("gateway");
        Map<?, ?> peer = (Map<?, ?>) ((List<?>) Objects.requireNonNull(picture.get("peers"))).getFirst();
        assertThat(peer.get("uuid")).isEqualTo(worker.self().uuid());
        assertThat(peer.get("state")).isEqualTo("connected");
        assertThat(String.valueOf(peer.get("services"))).contains("path=todos", "methods=[get]");
        assertThat(String.valueOf(peer.get("calls"))).contains("total=1", "failures=0", "pending=0");
    }

    @Test
    void hooks_protect_the_service_and_the_page_tells_where_to_log_in() throws Exception {
        Application app = gateway(o -> o.loginPath("/login")
                .hooks(h -> h.before(context -> {
                    Object headers = context.params().get("headers");
                    if (!String.valueOf(headers).contains("Bearer right"))
                        throw FeathersException.notAuthenticated("Log in first");
                })));
        assertThat(get(app, "/mesh").body()).contains("href=\"/login\"");
        assertThat(get(app, "/mesh-status").statusCode()).isEqualTo(401);
        assertThat(send("GET", app.port(), "/mesh-status", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("GET", app.port(), "/mesh-status", "Authorization", "Bearer right")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_service_is_read_only() throws Exception {
        Application app = gateway(o -> {});
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE"))
            assertThat(send(method, app.port(), "/mesh-status").statusCode())
                    .as(method)
                    .isIn(404, 405);
    }

    @Test
    void peers_get_no_proxy_of_the_service() {
        Application app = gateway(o -> {});
        app.use("shared", Service.get((id, params) -> Map.of()));
        Distribution other = worker();
        other.await("shared", SOON);
        assertThat(other.remoteServices()).containsExactly("shared");
    }

    @Test
    void page_and_service_may_be_elsewhere() throws Exception {
        Application app = gateway(o -> o.path("/ops/net").service("ops/status"));
        assertThat(get(app, "/ops/net").body()).contains("src=\"net/page.js\"", "data-status=\"../ops/status\"");
        assertThat(get(app, "/ops/net/page.js").statusCode()).isEqualTo(200);
        assertThat(get(app, "/ops/status").statusCode()).isEqualTo(200);
        assertThat(get(app, "/mesh").statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_works_below_the_path_of_a_mounted_server() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Router router = Router.router(vertx);
            Application app = application();
            Server server = app.configure(Server.create(o -> o.vertx(vertx)));
            app.configure(Distribution.create(o -> o.key("gateway").link(mesh.link())));
            app.configure(MeshPage.create());
            server.mount(router, "/api");
            app.setup();
            int port = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            assertThat(send("GET", port, "/api/mesh").statusCode()).isEqualTo(200);
            assertThat(send("GET", port, "/api/mesh/page.js").statusCode()).isEqualTo(200);
            assertThat(send("GET", port, "/api/mesh-status").statusCode()).isEqualTo(200);
        } finally {
            running.forEach(Application::close);
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void it_needs_a_server_and_a_distribution() {
        Application app = application();
        assertThatThrownBy(() -> app.configure(MeshPage.create()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Server.create()");
        app.configure(Server.create());
        assertThatThrownBy(() -> app.configure(MeshPage.create()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Distribution.create()");
    }

    @Test
    void paths_that_a_page_would_have_to_escape_or_that_lead_elsewhere_are_refused() {
        for (String path : List.of("", "/", "mesh", "/mesh/", "/a\"b", "/a/{b}", "//x"))
            assertThatThrownBy(() -> MeshPage.create(o -> o.path(path)))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        for (String path : List.of("javascript:alert(1)", "//elsewhere", "https://elsewhere/"))
            assertThatThrownBy(() -> MeshPage.create(o -> o.loginPath(path)))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MeshPage.create(o -> o.service("a b"))).isInstanceOf(IllegalArgumentException.class);
    }
}
