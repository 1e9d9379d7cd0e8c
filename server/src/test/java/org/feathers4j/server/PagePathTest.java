package org.feathers4j.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.feathers4j.Application;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PagePathTest {
    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private final HttpServer host = vertx.createHttpServer().requestHandler(router);
    private final Application app = Application.create();

    @BeforeEach
    void mount() {
        host.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        Server server = app.configure(Server.create(o -> o.vertx(vertx)));
        var page = new PagePath("/admin/tools");
        server.use(page.path(), page.handler((file, ctx) -> ctx.end("file '%s'".formatted(file))));
        server.mount(router, "/api/");
        app.setup();
    }

    @AfterEach
    void close() {
        app.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%d/api%s".formatted(host.actualPort(), path));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void files_are_named_by_what_follows_the_path_of_the_page_also_below_a_mounted_server() throws Exception {
        assertThat(ask("GET", "/admin/tools").body()).isEqualTo("file ''");
        assertThat(ask("GET", "/admin/tools/page.css").body()).isEqualTo("file '/page.css'");
        assertThat(ask("GET", "/admin/tools/../tools/a/b").body()).isEqualTo("file '/a/b'");
    }

    @Test
    void a_slash_at_the_end_leads_to_the_page_so_that_its_relative_addresses_are_right() throws Exception {
        HttpResponse<String> answer = ask("GET", "/admin/tools/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("../tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PATCH"})
    void other_methods_are_405(String method) throws Exception {
        HttpResponse<String> answer = ask(method, "/admin/tools/page.css");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void a_page_knows_its_folder_and_the_way_up_to_the_root() {
        var deep = new PagePath("/internal/admin/tools");
        assertThat(deep.folder()).isEqualTo("tools");
        assertThat(deep.up()).isEqualTo("../../");
        assertThat(new PagePath("/mesh").up()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "mesh", "/mesh/"})
    void other_paths_are_refused(String path) {
        assertThatThrownBy(() -> new PagePath(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_text_that_is_not_in_the_jar_is_named() {
        assertThatThrownBy(() -> PagePath.text("missing.html", PagePathTest.class.getResourceAsStream("missing.html")))
                .hasMessageContaining("missing.html");
    }
}
