package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Hook;
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
}
