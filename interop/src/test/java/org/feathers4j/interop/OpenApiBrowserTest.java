package org.feathers4j.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.hooks.Validation;
import org.feathers4j.memory.MemoryService;
import org.feathers4j.openapi.OpenApi;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document of a Java gateway with services of a Node peer, and its page in a browser. */
class OpenApiBrowserTest {
    private static final Duration SOON = Patience.ofSeconds(20);

    record Todo(@Nullable Integer id, String text, boolean done) {}

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    private final Application gateway = Application.create();
    private Distribution distribution;
    private OpenApi api;

    static boolean hasBrowser() {
        return Browser.isInstalled();
    }

    @BeforeEach
    void start() {
        gateway.configure(Server.create(o -> o.host("127.0.0.1")));
        distribution = gateway.configure(Distribution.create(o -> o.key(mesh.key("gateway"))
                .services()
                .cote(JavaPeerOptions.quick("gateway", mesh.discoveryPort()).cote())));
        api = gateway.configure(OpenApi.create(o -> o.title("Shop")));
        gateway.use("todos", MemoryService.create(), o -> o.method("toggle", (data, params) -> data));
        gateway.service("todos").hooks(h -> h.before("create", Validation.data(Todo.class)));
        gateway.listen(0);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void services_of_a_Node_peer_are_in_the_document_while_it_is_there() {
        NodePeer node = mesh.node("node", NodeVersion.V3_0_0, o -> o.withService("notes", "todos"));
        distribution.await("notes", SOON);
        Map<?, ?> paths = paths();
        assertThat(paths.keySet().stream().map(String::valueOf))
                .contains("/todos", "/todos/{id}", "/notes", "/notes/{id}");
        assertThat(String.valueOf(paths.get("/notes"))).contains("notes_find", "notes_create");
        node.unuse("notes");
        Eventually.await(SOON, "notes to go", () -> !paths().containsKey("/notes"));
    }

    private Map<?, ?> paths() {
        return api.document().get("paths") instanceof Map<?, ?> paths ? paths : Map.of();
    }

    @Test
    @EnabledIf("hasBrowser")
    void the_page_shows_the_operations(@TempDir Path folder) {
        mesh.node("node", NodeVersion.V3_0_0, o -> o.withService("notes", "todos"));
        distribution.await("notes", SOON);
        String url = "http://127.0.0.1:" + gateway.port() + "/docs";
        List<String> operations = List.of(
                "operations-todos-todos_find",
                "operations-todos-todos_create",
                "operations-todos-todos_patch",
                "operations-notes-notes_get",
                "Shop",
                "todosData");
        Eventually.await(SOON, "the page", () -> {
            String page = Browser.document(url, folder);
            return operations.stream().allMatch(page::contains);
        });
    }
}
