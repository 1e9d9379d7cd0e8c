package org.feathers4j.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The declarations, compiled with programs of the official client. */
class TypesTest {
    private static final String RIGHT = """
            import { feathers, type Paginated } from '@feathersjs/feathers'
            import type { ServiceTypes, Todos } from './feathers.d.ts'

            const app = feathers<ServiceTypes>()
            export async function program() {
              const page: Paginated<Todos> = await app.service('todos').find({ query: { text: { $ne: 'x' }, $or: [{ text: 'a' }], $limit: 2 } })
              const todo: Todos = await app.service('todos').create({ text: 'a', note: null, place: { city: 'Bern' }, parts: [{ text: 'b' }] })
              const many: Todos[] = await app.service('todos').create([{ text: 'a', state: 'open' }])
              const removed: Todos[] = await app.service('todos').remove(null)
              const city: string | undefined = (await app.service('todos').patch(1, { done: true })).place?.city
              await app.service('todos').toggle({ any: 'thing' })
              app.service('todos').on('created', (created: Todos) => console.log(created.text))
              const messages = await app.service('users/1/messages').find()
              const user = await app.service('users').create({ email: 'a', password: 'b' })
              const login = await app.service('authentication').create({ strategy: 'local', email: 'a', password: 'b' })
              return [page.data[0].text, todo.id, many, removed, city, messages, user.email, login.accessToken]
            }
            declare const console: { log(text: unknown): void }
            """;

    private final Application app = Application.create();

    @AfterEach
    void stop() {
        app.close();
    }

    private Path written(String name) throws IOException {
        TodoApp.addTo(app);
        Path folder = NodeTools.scratch(name);
        OpenApi.describe(app, o -> {}).write(folder);
        return folder;
    }

    private static String compiled(Path folder, String program) throws IOException {
        Path file = folder.resolve("program.ts");
        Files.writeString(file, program);
        return NodeTools.compile(file);
    }

    @Test
    void a_program_of_the_official_client_compiles() throws IOException {
        NodeTools.require();
        Path folder = written("right");
        assertThat(compiled(folder, RIGHT)).isEmpty();
    }

    @Test
    void what_the_services_do_not_have_does_not_compile() throws IOException {
        NodeTools.require();
        Path folder = written("wrong");
        Map<String, String> wrong = Map.of(
                "{ text: 'a', note: null", "{ text: 'a', nothing: null",
                "state: 'open'", "state: 'lost'",
                "text: { $ne: 'x' }", "text: { $ne: 7 }",
                "user.email", "user.password",
                ".toggle(", ".drop(",
                "(created: Todos) => console.log(created.text)", "(created: Todos) => console.log(created.texts)",
                "service('users/1/messages')", "service('users/1/letters')");
        for (var change : wrong.entrySet()) {
            assertThat(RIGHT).contains(change.getKey());
            assertThat(compiled(folder, RIGHT.replace(change.getKey(), change.getValue())))
                    .as(change.getValue())
                    .contains("program.ts");
        }
    }

    @Test
    void types_follow_the_schemas() {
        Map<String, @Nullable Object> schema = Members.of(
                "type",
                "object",
                "required",
                List.of("kind", "a-b"),
                "properties",
                Members.of(
                        "kind",
                        Map.of("const", "x"),
                        "a-b",
                        Map.of("oneOf", List.of(Map.of("type", "string"), Map.of("type", "integer"))),
                        "list",
                        Map.of("type", "array", "items", Map.of("enum", List.of(1, "two"))),
                        "both",
                        Map.of(
                                "allOf",
                                List.of(
                                        Map.of("$ref", "#/properties/kind"),
                                        Map.of("type", List.of("string", "null")))),
                        "open",
                        Map.of("type", "object", "additionalProperties", Map.of("type", "number")),
                        "gone",
                        Map.of("$ref", "https://example.com/other.json")));
        app.use("things", MemoryService.create());
        OpenApi api = OpenApi.describe(app, o -> o.service("things", s -> s.schema(schema)));
        assertThat(api.types()).contains("""
                export type Things = {
                  kind: "x"
                  "a-b": string | number
                  list?: (1 | "two")[]
                  both?: Things_kind & (string | null)
                  open?: Record<string, number>
                  gone?: unknown
                }
                """).contains("export type Things_kind = \"x\"\n");
    }
}
