package org.feathers4j.openapi;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OpenApiTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Application app = Application.create();

    @BeforeEach
    void start() {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
    }

    @AfterEach
    void stop() {
        app.close();
        http.close();
    }

    private void listen() {
        app.configure(OpenApi.create(o -> o.title("Todos").version("2.1")));
        TodoApp.addTo(app);
        app.listen(0);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.port() + path));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private Map<String, @Nullable Object> document() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/openapi.json");
        assertThat(response.statusCode()).isEqualTo(200);
        return Members.object(Json.parse(response.body()));
    }

    private static @Nullable Object at(@Nullable Object json, String... names) {
        Object found = json;
        for (String name : names) found = Members.object(found).get(name);
        return found;
    }

    @Test
    void the_document_is_valid_openapi(@TempDir Path folder) throws IOException, InterruptedException {
        NodeTools.require();
        listen();
        Path file = folder.resolve("openapi.json");
        Files.writeString(file, get("/openapi.json").body());
        assertThat(NodeTools.check("openapi", file)).isEmpty();
        assertThat(at(document(), "info")).isEqualTo(Map.of("title", "Todos", "version", "2.1"));
    }

    @Test
    void the_validator_finds_what_is_wrong(@TempDir Path folder) throws IOException, InterruptedException {
        NodeTools.require();
        listen();
        Path file = folder.resolve("openapi.json");
        Files.writeString(file, get("/openapi.json").body().replace("\"in\":\"path\"", "\"in\":\"paths\""));
        assertThat(NodeTools.check("openapi", file)).isNotEmpty();
    }

    @Test
    void the_document_has_the_calls_that_clients_can_make() throws IOException, InterruptedException {
        listen();
        Map<String, @Nullable Object> paths = Members.object(document().get("paths"));
        assertThat(paths.keySet())
                .containsExactlyInAnyOrder(
                        "/authentication",
                        "/authentication/{id}",
                        "/todos",
                        "/todos/{id}",
                        "/users",
                        "/users/{id}",
                        "/users/{userId}/messages");
        assertThat(Members.object(paths.get("/todos")).keySet()).containsExactlyInAnyOrder("get", "post", "delete");
        assertThat(Members.object(paths.get("/todos/{id}")).keySet())
                .containsExactlyInAnyOrder("get", "put", "patch", "delete");
        assertThat(Members.object(paths.get("/users/{id}")).keySet())
                .as("update is refused to clients")
                .containsExactlyInAnyOrder("get", "patch", "delete");
    }

    /** OpenAPI has one operation for a verb and an address; a fragment in a path, which would be another one, is refused by generators. */
    @Test
    void custom_methods_are_alternatives_of_create() throws IOException, InterruptedException {
        listen();
        Map<String, @Nullable Object> post = Members.object(at(document(), "paths", "/todos", "post"));
        assertThat(post.get("operationId")).isEqualTo("todos_create");
        assertThat(Json.text(post.get("parameters")))
                .contains(
                        "\"name\":\"X-Service-Method\",\"in\":\"header\",\"required\":false", "\"enum\":[\"toggle\"]");
        assertThat(Members.object(post.get("responses")).keySet()).contains("200", "201", "204", "400");
        assertThat(Json.text(post.get("requestBody"))).contains("\"anyOf\"", "#/components/schemas/todosData");
    }

    @Test
    void a_custom_method_without_create_needs_its_header() {
        app.use(
                "tools",
                new Service() {},
                o -> o.method("run", (data, params) -> data).method("stop", (data, params) -> data));
        Map<String, @Nullable Object> post =
                Members.object(at(OpenApi.describe(app, o -> {}).document(), "paths", "/tools", "post"));
        assertThat(post.get("operationId")).isEqualTo("tools_call");
        assertThat(Json.text(post.get("parameters"))).contains("\"required\":true", "\"enum\":[\"run\",\"stop\"]");
        assertThat(Members.object(post.get("responses"))).doesNotContainKey("201");
    }

    @Test
    void what_hooks_hide_is_not_shown() throws IOException, InterruptedException {
        listen();
        Map<String, @Nullable Object> document = document();
        assertThat(at(document, "components", "schemas", "users", "properties"))
                .isEqualTo(
                        Map.of("id", Map.of("type", List.of("integer", "string")), "email", Map.of("type", "string")));
        assertThat(at(document, "components", "schemas", "users", "required")).isEqualTo(List.of("id", "email"));
        assertThat(Members.object(at(document, "components", "schemas", "usersData", "properties")))
                .containsKey("password");
        assertThat(get("/openapi.json").body()
                        + get("/asyncapi.json").body()
                        + get("/feathers.d.ts").body())
                .doesNotContain("internal\"", "internal:", "closed:", "closedService");
    }

    @Test
    void tokens_are_asked_for_where_a_hook_does() throws IOException, InterruptedException {
        listen();
        Map<String, @Nullable Object> document = document();
        List<Map<String, List<String>>> token = List.of(Map.of("token", List.of()));
        assertThat(at(document, "paths", "/todos", "get", "security")).isEqualTo(token);
        assertThat(at(document, "paths", "/users", "get", "security"))
                .as("a hook inside another one")
                .isEqualTo(List.of(Map.of("token", List.of()), Map.of()));
        assertThat(at(document, "paths", "/users/{userId}/messages", "get", "security"))
                .isNull();
        assertThat(at(document, "components", "securitySchemes", "token", "scheme"))
                .isEqualTo("bearer");
        assertThat(Json.text(at(document, "paths", "/authentication", "post", "requestBody")))
                .contains(
                        "\"required\":[\"strategy\",\"email\",\"password\"]",
                        "\"required\":[\"strategy\",\"accessToken\"]");
    }

    @Test
    void errors_are_what_the_server_answers() throws IOException, InterruptedException {
        listen();
        Map<String, @Nullable Object> document = document();
        assertThat(at(document, "paths", "/todos/{id}", "get", "responses", "404"))
                .isEqualTo(Map.of("$ref", "#/components/responses/NotFound"));
        Map<String, @Nullable Object> error = Members.object(
                Json.parse(get("/users/7", "Accept", "application/json").body()));
        assertThat(error).containsEntry("name", "NotFound").containsEntry("code", 404);
        assertThat(Members.object(at(document, "components", "schemas", "FeathersError", "properties"))
                        .keySet())
                .containsAll(error.keySet());
    }

    @Test
    void pages_and_lists_are_told_apart() throws IOException, InterruptedException {
        listen();
        Map<String, @Nullable Object> document = document();
        assertThat(found(document, "/todos")).isEqualTo(Map.of("$ref", "#/components/schemas/todosPage"));
        assertThat(found(document, "/users"))
                .isEqualTo(Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/users")));
        assertThat(Members.object(found(document, "/users/{userId}/messages"))).containsKey("anyOf");
    }

    private static @Nullable Object found(Map<String, @Nullable Object> document, String path) {
        return at(document, "paths", path, "get", "responses", "200", "content", "application/json", "schema");
    }

    @Test
    void a_document_that_has_not_changed_is_not_sent_again() throws IOException, InterruptedException {
        listen();
        String tag = get("/openapi.json").headers().firstValue("ETag").orElseThrow();
        assertThat(get("/openapi.json", "If-None-Match", tag).statusCode()).isEqualTo(304);
        app.use("more", MemoryService.create());
        HttpResponse<String> changed = get("/openapi.json", "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("/more/{id}");
        app.unuse("more");
        assertThat(get("/openapi.json", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void the_page_needs_no_other_server() throws IOException, InterruptedException {
        listen();
        HttpResponse<String> page = get("/docs");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        assertThat(page.body()).contains("docs/swagger-ui-bundle.js").doesNotContain("http");
        assertThat(get("/docs/page.js").body()).contains("\"./openapi.json\"");
        assertThat(get("/docs/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
        assertThat(get("/docs/swagger-ui.css").headers().firstValue("Content-Type"))
                .contains("text/css; charset=utf-8");
        assertThat(get("/docs/index.html").statusCode()).isEqualTo(404);
        assertThat(get("/docs/").headers().firstValue("Location")).contains("../docs");
        assertThat(get("/docs/../docs/%2e%2e/oauth2-redirect.html").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_guard_decides_who_reads() throws IOException, InterruptedException {
        app.configure(OpenApi.create(o -> o.guard(ctx -> {
            if ("yes".equals(ctx.request().getHeader("X-Staff"))) ctx.next();
            else ctx.response().setStatusCode(403).end();
        })));
        app.use("todos", MemoryService.create());
        app.listen(0);
        for (String path : List.of("/openapi.json", "/asyncapi.json", "/feathers.d.ts", "/docs", "/docs/page.js")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(get(path, "X-Staff", "yes").statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void options_win_over_what_services_tell() throws IOException {
        TodoApp.addTo(app);
        OpenApi api = OpenApi.describe(
                app,
                o -> o.without("/users/")
                        .server("https://api.example.com")
                        .service(
                                "todos",
                                s -> s.name("Task")
                                        .description("Things to do.")
                                        .schema(Map.of(
                                                "type",
                                                "object",
                                                "properties",
                                                Map.of("title", Map.of("type", "string"))))
                                        .pages(false)
                                        .multi("patch")
                                        .without("remove")
                                        .method(
                                                "toggle",
                                                m -> m.summary("Toggles it.").data(Map.of("type", "integer")))));
        Map<String, @Nullable Object> document = api.document();
        assertThat(at(document, "servers")).isEqualTo(List.of(Map.of("url", "https://api.example.com")));
        Map<String, @Nullable Object> paths = Members.object(document.get("paths"));
        assertThat(paths).doesNotContainKey("/users");
        assertThat(Members.object(paths.get("/todos")).keySet()).containsExactlyInAnyOrder("get", "post", "patch");
        assertThat(found(document, "/todos"))
                .isEqualTo(Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Task")));
        assertThat(String.valueOf(at(paths, "/todos", "post", "description")))
                .contains("`X-Service-Method: toggle`: Toggles it.");
        assertThat(at(document, "components", "schemas", "Task_toggle")).isEqualTo(Map.of("type", "integer"));
    }

    @Test
    void paths_that_cannot_be_served_are_refused() {
        assertThatThrownBy(() -> OpenApi.create(o -> o.path("openapi.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'openapi.json'");
        assertThatThrownBy(() -> OpenApi.create(o -> o.page("/openapi.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different paths");
    }

    @Test
    void it_needs_a_server() {
        try (var bare = Application.create()) {
            assertThatThrownBy(() -> bare.configure(OpenApi.create()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Server.create()");
        }
    }
}
