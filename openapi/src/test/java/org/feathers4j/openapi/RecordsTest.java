package org.feathers4j.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.TypedService;
import org.feathers4j.hooks.CommonHooks;
import org.feathers4j.hooks.Schema;
import org.feathers4j.hooks.Validation;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Services of records, in documents. */
class RecordsTest {
    enum State {
        OPEN,
        DONE
    }

    record Place(String city, @Nullable Place near) {}

    record Person(String name, @Nullable String password) {}

    record Todo(
            @Nullable Integer id,
            String text,
            State state,
            List<Place> places,
            @Nullable Person author) {}

    record Toggle(int id) {}

    static final class Todos
            implements TypedService.Finds<Todo>, TypedService.Creates<Todo>, TypedService.Patches<Todo> {
        @Override
        public Found<Todo> find(Params params) {
            return Found.of(List.of());
        }

        @Override
        public Todo create(Todo data, Params params) {
            return data;
        }

        @Override
        public @Nullable Todo patch(Id id, Map<String, @Nullable Object> data, Params params) {
            return null;
        }
    }

    private final Application app = Application.create();

    @AfterEach
    void stop() {
        app.close();
    }

    private Map<String, @Nullable Object> schemas(OpenApi api) {
        return Members.object(Members.object(api.document().get("components")).get("schemas"));
    }

    private static Map<String, @Nullable Object> properties(@Nullable Object schema) {
        return Members.object(Members.object(schema).get("properties"));
    }

    private void addTyped() {
        app.use("todos", new Todos(), o -> o.method("toggle", Toggle.class, (toggle, params) -> null));
    }

    @Test
    void a_typed_service_tells_its_records() {
        addTyped();
        Map<String, @Nullable Object> schemas = schemas(OpenApi.describe(app, o -> {}));
        assertThat(properties(schemas.get("todos")).keySet())
                .containsExactly("id", "text", "state", "places", "author");
        assertThat(Members.object(schemas.get("todosData")).get("required"))
                .isEqualTo(List.of("text", "state", "places"));
        assertThat(Members.object(schemas.get("todosPatch"))).doesNotContainKey("required");
        assertThat(properties(schemas.get("todos_toggle")))
                .as("the range is that of the format")
                .isEqualTo(Map.of("id", Map.of("type", "integer", "format", "int32")));
        assertThat(properties(schemas.get("todos")).get("places"))
                .isEqualTo(Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Place")));
        assertThat(properties(schemas.get("Place")).get("near"))
                .isEqualTo(
                        Map.of("anyOf", List.of(Map.of("$ref", "#/components/schemas/Place"), Map.of("type", "null"))));
        assertThat(schemas).as("one for all schemas").doesNotContainKey("Place2");
    }

    @Test
    void a_schema_of_a_record_in_a_hook_is_shown() {
        app.use("todos", MemoryService.create());
        app.service("todos")
                .hooks(h -> h.before("create", Validation.data(Todo.class))
                        .before("find", Validation.query(Schema.ofQuery(Todo.class))));
        Map<String, @Nullable Object> schemas = schemas(OpenApi.describe(app, o -> {}));
        assertThat(properties(schemas.get("todosData")).keySet()).contains("text", "places");
        assertThat(properties(schemas.get("todosQuery")).keySet()).contains("$sort", "state");
        assertThat(schemas).containsKeys("Place", "Person");
    }

    @Test
    void fields_of_nested_records_can_be_hidden() {
        app.use("todos", new Todos(), o -> o.hooks(h -> h.after(CommonHooks.protect("author.password"))));
        Map<String, @Nullable Object> schemas = schemas(OpenApi.describe(app, o -> {}));
        String author = String.valueOf(properties(schemas.get("todos")).get("author"));
        assertThat(author).contains("name").doesNotContain("password");
        assertThat(properties(schemas.get("Person"))).as("in data").containsKey("password");
    }

    @Test
    void parts_that_differ_have_different_names() {
        app.use("place", MemoryService.create());
        for (String type : List.of("string", "integer")) {
            Map<String, Object> schema = Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("at", Map.of("$ref", "#/$defs/place")),
                    "$defs",
                    Map.of("place", Map.of("type", type)));
            app.use(type, MemoryService.create());
            app.service(type).hooks(h -> h.before("create", Validation.data(schema)));
        }
        Map<String, @Nullable Object> schemas = schemas(OpenApi.describe(app, o -> {}));
        assertThat(schemas.get("place2")).isEqualTo(Map.of("type", "integer"));
        assertThat(schemas.get("place3")).isEqualTo(Map.of("type", "string"));
        assertThat(properties(schemas.get("string")).get("at"))
                .isEqualTo(Map.of("$ref", "#/components/schemas/place3"));
    }

    @Test
    void documents_and_types_are_valid(@TempDir Path folder) throws IOException {
        NodeTools.require();
        addTyped();
        OpenApi api = OpenApi.describe(app, o -> {});
        api.write(folder);
        assertThat(NodeTools.check("openapi", folder.resolve("openapi.json"))).isEmpty();
        assertThat(NodeTools.check("asyncapi", folder.resolve("asyncapi.json"))).isEmpty();
        Path scratch = NodeTools.scratch("records");
        Files.writeString(scratch.resolve("feathers.d.ts"), api.types());
        Path program = scratch.resolve("program.ts");
        String text = """
                import { feathers } from '@feathersjs/feathers'
                import type { ServiceTypes, Place } from './feathers.d.ts'

                const app = feathers<ServiceTypes>()
                const bern: Place = { city: 'Bern', near: { city: 'Thun' } }
                export async function program() {
                  const todo = await app.service('todos').create({ text: 'a', state: 'OPEN', places: [bern], author: null })
                  await app.service('todos').toggle({ id: 1 })
                  return todo.author?.name
                }
                """;
        Files.writeString(program, text);
        assertThat(NodeTools.compile(program)).isEmpty();
        Files.writeString(program, text.replace("'OPEN'", "'LATER'"));
        assertThat(NodeTools.compile(program)).contains("LATER");
    }
}
