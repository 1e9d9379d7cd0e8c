package org.feathers4j.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.json.Json;
import org.feathers4j.memory.MemoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EventsTest {
    private final Application app = Application.create();

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void the_document_is_valid_asyncapi(@TempDir Path folder) throws IOException {
        NodeTools.require();
        TodoApp.addTo(app);
        OpenApi api =
                OpenApi.describe(app, o -> o.service("todos", s -> s.event("toggled", Map.of("type", "integer"))));
        api.write(folder);
        assertThat(NodeTools.check("asyncapi", folder.resolve("asyncapi.json"))).isEmpty();
        Path wrong = folder.resolve("wrong.json");
        Files.writeString(wrong, Json.text(api.events()).replace("\"send\"", "\"sent\""));
        assertThat(NodeTools.check("asyncapi", wrong)).isNotEmpty();
    }

    @Test
    void messages_have_the_names_that_clients_listen_for() {
        app.use("todos", MemoryService.create(), o -> o.serviceEvents("created", "toggled"));
        app.use("silent", MemoryService.create(), o -> o.serviceEvents());
        Map<String, ?> events = OpenApi.describe(app, o -> {}).events();
        assertThat(Members.object(events.get("channels")).keySet()).containsExactly("todos");
        Map<String, ?> messages =
                Members.object(Members.object(events.get("components")).get("messages"));
        assertThat(messages.values())
                .extracting(message -> Members.object(message).get("name"))
                .containsExactly("todos created", "todos toggled");
    }
}
