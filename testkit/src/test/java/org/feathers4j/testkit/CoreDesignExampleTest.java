package org.feathers4j.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.TypedHandle;
import org.feathers4j.TypedService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a user writes, as the design shows it, without the network. */
class CoreDesignExampleTest {
    record Todo(@Nullable Integer id, String text, boolean done) {}

    static final class Todos implements TypedService.Finds<Todo>, TypedService.Gets<Todo>, TypedService.Creates<Todo> {
        private final Map<Integer, Todo> byId = new ConcurrentHashMap<>();
        private final AtomicInteger ids = new AtomicInteger();

        @Override
        public Found<Todo> find(Params params) {
            return Found.of(List.copyOf(byId.values()));
        }

        @Override
        public Todo get(Id id, Params params) {
            Todo todo = byId.get((int) id.asLong());
            if (todo == null) throw FeathersException.notFound("No record found for id '%s'", id);
            return todo;
        }

        @Override
        public Todo create(Todo data, Params params) {
            var todo = new Todo(ids.incrementAndGet(), data.text(), data.done());
            byId.put(ids.get(), todo);
            return todo;
        }
    }

    @Test
    void the_example_of_the_design_works() {
        var log = new ArrayList<@Nullable Object>();
        var app = Application.create();
        app.use("todos", new Todos());
        app.service("todos").hooks(h -> h.before("create", ctx -> ctx.data(stamped(ctx.data()))));
        app.service("todos").on("created", (todo, ctx) -> log.add(todo));
        app.listen(3030);

        ServiceHandle todos = app.service("todos");
        TypedHandle<Todo> typed = app.service("todos", Todo.class);
        var written = new LinkedHashMap<String, Object>(Map.of("id", 1, "text", "Write (stamped)", "done", false));
        assertThat(todos.create(Map.of("text", "Write", "done", false))).isEqualTo(written);
        assertThat(typed.get(1)).isEqualTo(new Todo(1, "Write (stamped)", false));
        assertThat(typed.create(new Todo(null, "Read", true))).isEqualTo(new Todo(2, "Read (stamped)", true));
        assertThat(typed.find()).hasSize(2);
        assertThat(log).hasSize(2).first().isEqualTo(written);
        assertThatThrownBy(() -> typed.get(3)).hasMessage("No record found for id '3'");
        app.close();
    }

    private static Object stamped(@Nullable Object data) {
        var stamped = new LinkedHashMap<Object, @Nullable Object>((Map<?, ?>) Objects.requireNonNull(data));
        stamped.merge("text", " (stamped)", (text, stamp) -> text + "" + stamp);
        return stamped;
    }
}
