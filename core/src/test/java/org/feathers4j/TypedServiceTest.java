package org.feathers4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TypedServiceTest {
    record Todo(@Nullable Integer id, String text, boolean done) {}

    private final Application app = Application.create().use("todos", new Todos());
    private final ServiceHandle plain = app.service("todos");
    private final TypedHandle<Todo> todos = app.service("todos", Todo.class);

    @Test
    void a_typed_service_has_the_methods_it_implements_in_feathers_order() {
        assertThat(plain.definition().callable()).containsExactly("find", "get", "create", "update", "patch", "remove");
    }

    @Test
    void records_go_in_and_out_of_a_typed_handle() {
        Todo made = todos.create(new Todo(null, "Write", false));
        assertThat(made).isEqualTo(new Todo(1, "Write", false));
        assertThat(todos.get(1)).isEqualTo(made);
        assertThat(todos.get("1")).isEqualTo(made);
        assertThat(todos.update(Id.of(1), new Todo(1, "Read", true))).isEqualTo(new Todo(1, "Read", true));
        assertThat(todos.patch(Id.of(1), Map.of("done", false))).isEqualTo(new Todo(1, "Read", false));
        assertThat(todos.find()).containsExactly(new Todo(1, "Read", false));
        assertThat(todos.remove(Id.of(1)).text()).isEqualTo("Read");
        assertThat(todos.find().data()).isEmpty();
    }

    @Test
    void hooks_events_and_other_callers_see_plain_values() {
        var seen = new ArrayList<@Nullable Object>();
        plain.hooks(h -> h.before("create", context -> seen.add(context.data())));
        plain.on("created", (item, context) -> seen.add(item));
        todos.on("created", (todo, context) -> seen.add(todo));
        Object made = plain.create(json(null, "Write"));
        assertThat(made).isEqualTo(json(1, "Write"));
        assertThat(seen).containsExactly(json(null, "Write"), json(1, "Write"), new Todo(1, "Write", false));
    }

    @Test
    void a_list_of_data_is_one_call_an_item() {
        Object made = plain.create(List.of(json(null, "one"), json(null, "two")));
        assertThat(made).isEqualTo(List.of(json(1, "one"), json(2, "two")));
    }

    @Test
    void a_list_is_read_whole_before_the_first_call() {
        assertBadRequest(
                () -> plain.create(List.of(json(null, "one"), json(null, "two"), "three")), "Item 2: Expected Todo");
        assertThat(todos.find().data()).isEmpty();
    }

    @Test
    void data_of_another_shape_never_reach_the_service() {
        assertBadRequest(() -> plain.create("text"), "Expected Todo");
        assertBadRequest(() -> plain.create(null), "Expected Todo, but there is none");
        assertBadRequest(
                () -> plain.patch(Id.of(1), List.of()), "Expected an object with the members of Todo to change");
        assertBadRequest(() -> plain.update(null, json(1, "all"), Params.empty()), "id for 'update' can not be null");
        assertThat(todos.find().data()).isEmpty();
    }

    private static void assertBadRequest(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
                .hasMessage(message);
    }

    @Test
    void an_answer_of_another_shape_is_the_fault_of_the_service() {
        app.use("odd", Service.get((id, params) -> id.text().equals("1") ? "text" : null));
        TypedHandle<Todo> odd = app.service("odd", Todo.class);
        assertThatThrownBy(() -> odd.get(1))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.GENERAL_ERROR))
                .hasMessage("Service 'odd' answered in another shape. Expected Todo");
        assertThatThrownBy(() -> odd.get(2)).hasMessageEndingWith("Expected Todo, but there is none");
    }

    @Test
    void a_page_stays_a_page() {
        app.use("paged", new TypedService.Finds<Todo>() {
            @Override
            public Found<Todo> find(Params params) {
                return new Found.Page<>(9, 1, 3, List.of(new Todo(4, "four", true)));
            }
        });
        assertThat(app.service("paged", Todo.class).find())
                .isEqualTo(new Found.Page<>(9, 1, 3, List.of(new Todo(4, "four", true))));
        assertThat(app.service("paged").find())
                .isEqualTo(Map.of(
                        "total",
                        9L,
                        "limit",
                        1L,
                        "skip",
                        3L,
                        "data",
                        List.of(Map.of("id", 4, "text", "four", "done", true))));
    }

    @Test
    void custom_methods_may_have_types_too() {
        app.use(
                "x",
                new Todos(),
                o -> o.method(
                        "shout",
                        Todo.class,
                        (todo, params) -> todo == null ? null : new Todo(todo.id(), todo.text() + "!", todo.done())));
        TypedHandle<Todo> typed = app.service("x", Todo.class);
        assertThat(typed.call("shout", new Todo(1, "a", false), Todo.class)).isEqualTo(new Todo(1, "a!", false));
        assertThat(typed.call("shout", null, Todo.class)).isNull();
        assertThat(typed.plain().call("shout", json(1, "a"))).isEqualTo(json(1, "a!"));
    }

    @Test
    void the_type_is_found_through_classes_and_interfaces_in_between() {
        assertThat(new Todos().type()).isEqualTo(Todo.class);
        assertThat(new TodosBelow().type()).isEqualTo(Todo.class);
        assertThat(new TodosFarBelow().type()).isEqualTo(Todo.class);
    }

    /** A base class with a parameter of its own, in another place. */
    abstract static class Base<K, R> implements Keyed<R, K> {
        @Override
        public @Nullable R get(Id id, Params params) {
            return null;
        }
    }

    interface Keyed<R, K> extends TypedService.Gets<R> {}

    static class TodosBelow extends Base<String, Todo> {}

    static final class TodosFarBelow extends TodosBelow {}

    @Test
    void a_lambda_or_a_generic_argument_does_not_say_the_type() {
        TypedService.Gets<Todo> lambda = (id, params) -> null;
        assertThatThrownBy(() -> app.use("lambda", lambda))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not say which records it has")
                .hasMessageContaining("override type()");
        assertThatThrownBy(new Lists()::type).hasMessageContaining(Lists.class.getName());
    }

    static final class Lists implements TypedService.Gets<List<Todo>> {
        @Override
        public List<Todo> get(Id id, Params params) {
            return List.of();
        }
    }

    private static Map<String, @Nullable Object> json(@Nullable Integer id, String text) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", id);
        json.put("text", text);
        json.put("done", false);
        return json;
    }

    /** A service without a {@code type()} of its own. */
    static final class Todos implements TypedService.Complete<Todo> {
        private final Map<Long, Todo> byId = new LinkedHashMap<>();

        @Override
        public Found<Todo> find(Params params) {
            return Found.of(List.copyOf(byId.values()));
        }

        @Override
        public @Nullable Todo get(Id id, Params params) {
            return byId.get(id.asLong());
        }

        @Override
        public Todo create(Todo data, Params params) {
            int id = byId.size() + 1;
            return stored(new Todo(id, data.text(), data.done()));
        }

        @Override
        public Todo update(Id id, Todo data, Params params) {
            return stored(data);
        }

        @Override
        public @Nullable Todo patch(Id id, Map<String, @Nullable Object> data, Params params) {
            Todo old = byId.get(id.asLong());
            return old == null
                    ? null
                    : stored(new Todo(old.id(), old.text(), (boolean) data.getOrDefault("done", true)));
        }

        @Override
        public @Nullable Todo remove(Id id, Params params) {
            return byId.remove(id.asLong());
        }

        private Todo stored(Todo todo) {
            byId.put(todo.id() == null ? 0L : todo.id(), todo);
            return todo;
        }
    }
}
