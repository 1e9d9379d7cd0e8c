package org.feathers4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Hooks and listeners that see records, objects and connections without casts. */
class TypedHooksTest {
    record Note(@Nullable Integer id, String text) {
        Note saying(String other) {
            return new Note(id, other);
        }
    }

    private final Application app = Application.create()
            .use("notes", Service.create((data, params) -> data))
            .use("page", Service.find(params -> Map.of("total", 2, "data", List.of(json(1, "a"), json(2, "b")))))
            .use("list", Service.find(params -> List.of(json(1, "a"), json(2, "b"))))
            .use("one", Service.get((id, params) -> json(1, "a")));
    private final ServiceHandle notes = app.service("notes");

    private static Map<String, @Nullable Object> json(int id, String text) {
        return Map.of("id", id, "text", text);
    }

    @Test
    void a_typed_hook_before_a_method_gets_each_record_of_the_data_and_says_what_goes_on() {
        notes.hooks(h -> h.before("create", Note.class, (context, note) -> note.saying(note.text() + "!")));
        assertThat(notes.create(json(1, "a"))).isEqualTo(json(1, "a!"));
        assertThat(notes.create(List.of(json(1, "a"), json(2, "b")))).isEqualTo(List.of(json(1, "a!"), json(2, "b!")));
    }

    @Test
    void data_that_do_not_fit_are_the_fault_of_the_caller_before_the_hook_runs() {
        var seen = new ArrayList<Note>();
        notes.hooks(h -> h.before("create", Note.class, (context, note) -> {
            seen.add(note);
            return note;
        }));
        assertBadRequest(() -> notes.create(List.of(json(1, "a"), "b")), "Item 1: Expected Note");
        assertBadRequest(() -> notes.create(null), "Expected Note, but there is none");
        assertThat(seen).isEmpty();
    }

    @Test
    void a_typed_hook_after_a_method_gets_each_record_of_a_result_a_list_or_a_page() {
        app.service("one").hooks(h -> h.after("get", Note.class, (context, note) -> note.saying("x")));
        for (String path : List.of("list", "page"))
            app.service(path)
                    .hooks(h -> h.after("find", Note.class, (context, note) -> note.saying(note.text() + "?")));
        assertThat(app.service("one").get(1)).isEqualTo(json(1, "x"));
        List<Object> both = List.of(json(1, "a?"), json(2, "b?"));
        assertThat(app.service("list").find()).isEqualTo(both);
        assertThat(app.service("page").find()).isEqualTo(Map.of("total", 2, "data", both));
    }

    @Test
    void a_hook_reads_data_and_result_as_records_or_objects_and_sets_records() {
        var seen = new ArrayList<@Nullable Object>();
        notes.hooks(h -> h.before("create", context -> {
                    seen.add(context.dataAs(Note.class));
                    seen.add(context.dataObject().get("text"));
                    context.data(new Note(7, "seven"));
                    seen.add(context.data());
                })
                .after("create", context -> {
                    seen.add(context.resultAs(Note.class));
                    context.result(new Note(8, "eight"));
                }));
        assertThat(notes.create(json(1, "a"))).isEqualTo(json(8, "eight"));
        assertThat(seen).containsExactly(new Note(1, "a"), "a", json(7, "seven"), new Note(7, "seven"));
    }

    @Test
    void data_that_are_no_object_are_refused_with_what_they_are() {
        notes.hooks(h -> h.before("create", context -> context.dataObject().get("text")));
        assertBadRequest(() -> notes.create(List.of()), "create on 'notes' takes an object as data, not a list");
        assertBadRequest(() -> notes.create(null), "create on 'notes' takes an object as data, not nothing");
        assertBadRequest(() -> notes.create("secret"), "create on 'notes' takes an object as data, not a string");
    }

    private static void assertBadRequest(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
                .hasMessage(message);
    }

    @Test
    void listeners_get_connections_and_logins() {
        var heard = new ArrayList<@Nullable Object>();
        var connection = new Connection("socketio", Map.of());
        app.onConnection(heard::add);
        Registration once = app.onDisconnect(heard::add);
        app.onLogin((result, params) -> heard.addAll(Arrays.asList(result.get("user"), params.connection())));
        app.onLogout((result, params) -> heard.add(params.connection()));
        app.emit("connection", connection);
        app.emit("disconnect", connection);
        once.remove();
        app.emit("disconnect", connection);
        app.emit("login", Map.of("user", "ann"), Params.empty().with("connection", connection), "context");
        app.emit("logout", Map.of(), Params.empty(), "context");
        assertThat(heard).containsExactly(connection, connection, "ann", connection, null);
    }

    @Test
    void ids_are_numbers_texts_or_ids_for_every_method_and_many_records_have_methods_of_their_own() {
        var seen = new ArrayList<@Nullable Object>();
        app.use("seen", new Seeing(seen));
        ServiceHandle handle = app.service("seen");
        handle.update(1, "data");
        handle.update("1", "data");
        handle.patch(2, "data");
        handle.patch("2", "data");
        handle.remove(3);
        handle.remove("3");
        handle.patchAll("data", Params.query(Map.of("a", 1)));
        handle.removeAll(Params.query(Map.of("b", 1)));
        assertThat(seen)
                .containsExactly(
                        Id.of(1), Id.of("1"), Id.of(2), Id.of("2"), Id.of(3), Id.of("3"), "all {a=1}", "all {b=1}");
    }

    private record Seeing(List<@Nullable Object> seen) implements Service.Updates, Service.Patches, Service.Removes {
        private @Nullable Object note(@Nullable Id id, Params params) {
            seen.add(id == null ? "all " + params.query() : id);
            return null;
        }

        @Override
        public @Nullable Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return note(id, params);
        }

        @Override
        public @Nullable Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return note(id, params);
        }

        @Override
        public @Nullable Object remove(@Nullable Id id, Params params) {
            return note(id, params);
        }
    }
}
