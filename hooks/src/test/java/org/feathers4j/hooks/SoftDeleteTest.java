package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
import org.feathers4j.HookContext;
import org.feathers4j.Hooks;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SoftDeleteTest {
    private static final Params ALL = Params.of(Map.of("disableSoftDelete", true));

    private final Application app = Application.create();

    @AfterEach
    void close() {
        app.close();
    }

    private ServiceHandle todos(Hook softDelete) {
        app.use("todos", MemoryService.create(o -> o.multi(true)), o -> o.hooks(h -> h.before(softDelete)));
        ServiceHandle todos = app.service("todos");
        todos.create(List.of(Map.of("n", 1), Map.of("n", 2)));
        return todos;
    }

    @Test
    void a_removed_record_is_marked_and_gone() {
        ServiceHandle todos = todos(CommonHooks.softDelete());
        var events = new ArrayList<String>();
        for (String event : List.of("patched", "removed")) todos.on(event, (item, context) -> events.add(event + item));
        var marked = Map.of("id", 0, "n", 1, "deleted", true);

        assertThat(todos.remove(Id.of(0))).isEqualTo(marked);
        assertThat(events).hasSize(2).first().asString().startsWith("patched");
        assertThat(todos.find()).isEqualTo(List.of(Map.of("id", 1, "n", 2)));
        missing(() -> todos.get(0));
        missing(() -> todos.patch(Id.of(0), Map.of("n", 3)));
        missing(() -> todos.update(Id.of(0), Map.of("n", 3)));
        missing(() -> todos.remove(Id.of(0)));
        assertThat(todos.get(Id.of(0), ALL)).isEqualTo(marked);
    }

    @Test
    void many_are_removed_at_once_and_only_those_that_match() {
        ServiceHandle todos = todos(CommonHooks.softDelete());
        todos.remove(null, Params.query(Map.of("n", 2)));
        assertThat(todos.find()).isEqualTo(List.of(Map.of("id", 0, "n", 1)));
        assertThat((List<?>) todos.find(ALL)).hasSize(2);
    }

    @Test
    void whoever_disables_it_removes_for_good() {
        ServiceHandle todos = todos(CommonHooks.softDelete());
        todos.remove(Id.of(0), ALL);
        assertThat((List<?>) todos.find(ALL)).hasSize(1);
    }

    @Test
    void clients_cannot_ask_for_removed_records() {
        ServiceHandle todos = todos(CommonHooks.softDelete());
        todos.remove(Id.of(0));
        assertThat(todos.find(Params.query(Map.of("deleted", true)))).isEqualTo(List.of(Map.of("id", 1, "n", 2)));
    }

    @Test
    void the_field_may_have_another_name() {
        ServiceHandle todos = todos(CommonHooks.softDelete("gone"));
        assertThat(todos.remove(Id.of(0))).isEqualTo(Map.of("id", 0, "n", 1, "gone", true));
        assertThat((List<?>) todos.find()).hasSize(1);
    }

    @Test
    void mark_and_query_may_be_of_the_users_own() {
        Map<String, @Nullable Object> living = new HashMap<>();
        living.put("deletedAt", null);
        ServiceHandle todos =
                todos(CommonHooks.softDelete().query(context -> living).data(context -> Map.of("deletedAt", "now")));
        assertThat(todos.remove(Id.of(1))).isEqualTo(Map.of("id", 1, "n", 2, "deletedAt", "now"));
        assertThat((List<?>) todos.find()).hasSize(1);
    }

    private static void missing(ThrowingCallable call) {
        assertThat(catchThrowableOfType(FeathersException.class, call).kind()).isEqualTo(ErrorKind.NOT_FOUND);
    }

    private static final Params CLIENT = Params.of(Map.of("provider", "rest"));

    private HookContext removed(Id id) {
        ServiceHandle notes = app.service("notes");
        HookContext remove = notes.context("remove", id, null, CLIENT);
        notes.run(remove);
        return remove;
    }

    private ServiceHandle notes(Consumer<Hooks> hooks, String... multi) {
        app.use("notes", MemoryService.create(o -> o.multi(multi)), o -> o.hooks(hooks));
        ServiceHandle notes = app.service("notes");
        notes.create(Map.of("text", "a", "secret", 1));
        return notes;
    }

    @Test
    void a_client_gets_of_a_removed_record_what_hooks_of_patch_show() {
        notes(h -> h.before(CommonHooks.softDelete()).after("patch", context -> context.dispatch(Map.of("text", "a"))));
        HookContext remove = removed(Id.of(0));
        assertThat(remove.shown()).isEqualTo(Map.of("text", "a"));
        assertThat(remove.result()).isEqualTo(Map.of("id", 0, "text", "a", "secret", 1, "deleted", true));
    }

    @Test
    void rules_for_clients_do_not_hold_for_the_hooks_own_call() {
        var text = Map.of("text", Map.of("type", "string"));
        var closed = Map.of("type", "object", "properties", text, "additionalProperties", false);
        ServiceHandle notes = notes(h -> h.before(Validation.query(Validation.querySchema(text)))
                .before(CommonHooks.softDelete())
                .before("patch", CommonHooks.disallow("external"))
                .before("patch", CommonHooks.disallow())
                .before("patch", CommonHooks.keepQuery("text"))
                .before("patch", CommonHooks.keep("text"))
                .before("patch", CommonHooks.discard("deleted"))
                .before("patch", CommonHooks.required("text"))
                .before("patch", Validation.data(closed)));
        removed(Id.of(0));
        assertThat((List<?>) notes.find()).isEmpty();
        assertThat((List<?>) notes.find(ALL)).hasSize(1);
    }

    @Test
    void rules_for_clients_hold_for_clients_all_the_same() {
        ServiceHandle notes =
                notes(h -> h.before(CommonHooks.softDelete()).before("patch", CommonHooks.disallow("external")));
        assertThat(failure(() -> notes.patch(Id.of(0), Map.of("text", "b"), CLIENT))
                        .kind())
                .isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
    }

    @Test
    void many_are_removed_at_once_where_that_is_allowed_of_remove() {
        ServiceHandle notes = notes(h -> h.before(CommonHooks.softDelete()), "remove");
        notes.remove(null, CLIENT);
        assertThat((List<?>) notes.find()).isEmpty();
        assertThat(failure(() -> notes.patchAll(Map.of("n", 1), Params.empty())).kind())
                .isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
    }

    @Test
    void many_are_not_removed_at_once_where_that_is_allowed_of_patch_alone() {
        ServiceHandle notes = notes(h -> h.before(CommonHooks.softDelete()), "patch");
        assertThat(failure(() -> notes.remove(null, CLIENT)).kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
        assertThat((List<?>) notes.find()).hasSize(1);
    }

    private static FeathersException failure(ThrowingCallable call) {
        return java.util.Objects.requireNonNull(catchThrowableOfType(FeathersException.class, call));
    }
}
