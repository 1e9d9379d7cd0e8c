package org.feathers4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceProxyTest {
    record Todo(@Nullable Integer id, String text, boolean done) {}

    record Toggle(int id) {}

    interface Todos {
        Found<Todo> find();

        Found<Todo> find(Params params);

        Todo get(int id);

        Todo get(Id id, Params params);

        @Nullable
        Todo create(Todo data);

        Todo update(Id id, Todo data);

        Todo patch(@Nullable Id id, Map<String, Object> data, Params params);

        void remove(String id);

        Todo toggle(Toggle data);

        int count();

        Object echo(@Nullable Object data, Params params);

        default @Nullable Todo note(String text) {
            return create(new Todo(null, text, false));
        }

        static Todos of(Application app) {
            return app.service("todos").proxy(Todos.class);
        }
    }

    private final Application app = Application.create()
            .use(
                    "todos",
                    new Store(),
                    o -> o.method("toggle", Toggle.class, (toggle, params) -> toggled(toggle))
                            .method("count", (data, params) -> 7)
                            .method(
                                    "echo",
                                    (data, params) -> params.get("answer") == null ? data : params.get("answer")));
    private final Todos todos = Todos.of(app);

    private static Todo toggled(@Nullable Toggle toggle) {
        return new Todo(toggle == null ? null : toggle.id(), "toggled", true);
    }

    @Test
    void records_go_in_and_out_of_all_six_methods() {
        assertThat(todos.create(new Todo(null, "Write", false))).isEqualTo(new Todo(0, "Write", false));
        assertThat(todos.get(0)).isEqualTo(new Todo(0, "Write", false));
        assertThat(todos.get(Id.of("0"), Params.empty()).text()).isEqualTo("Write");
        assertThat(todos.update(Id.of(0), new Todo(0, "Read", true))).isEqualTo(new Todo(0, "Read", true));
        assertThat(todos.patch(Id.of(0), Map.of("done", false), Params.empty()).done())
                .isFalse();
        assertThat(todos.find()).containsExactly(new Todo(0, "Read", false));
        assertThat(todos.find(Params.query(Map.of("$limit", 0)))).isInstanceOf(Found.Page.class);
        todos.remove("0");
        assertThat(todos.find().data()).isEmpty();
    }

    @Test
    void any_other_name_is_a_custom_method() {
        assertThat(todos.toggle(new Toggle(4))).isEqualTo(new Todo(4, "toggled", true));
        assertThat(todos.count()).isEqualTo(7);
        assertThat(todos.echo("text", Params.empty())).isEqualTo("text");
        assertThat(todos.echo(null, Params.empty().with("answer", 42))).isEqualTo(42);
    }

    @Test
    void a_method_with_a_body_runs_it() {
        assertThat(todos.note("Buy milk")).isEqualTo(new Todo(0, "Buy milk", false));
    }

    @Test
    void hooks_see_plain_values() {
        var seen = new CopyOnWriteArrayList<@Nullable Object>();
        app.service("todos").hooks(h -> h.before("toggle", context -> seen.add(context.data())));
        todos.toggle(new Toggle(4));
        assertThat(seen).containsExactly(Map.of("id", 4));
    }

    @Test
    void errors_arrive_as_they_are_thrown() {
        assertThatThrownBy(() -> todos.get(9))
                .isInstanceOf(FeathersException.class)
                .hasMessage("No todo 9");
        app.service("todos")
                .hooks(h -> h.before("get", context -> {
                    throw new IllegalStateException("broken");
                }));
        assertThatThrownBy(() -> todos.get(9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void an_answer_of_another_shape_is_the_fault_of_the_service() {
        app.service("todos")
                .hooks(h ->
                        h.after("count", context -> context.result(null)).after("get", context -> context.result("x")));
        assertThatThrownBy(todos::count)
                .hasMessage("Service 'todos' answered in another shape. Expected int, but there is none");
        todos.note("Buy milk");
        assertThatThrownBy(() -> todos.get(0)).hasMessageStartingWith("Service 'todos' answered in another shape");
    }

    interface NotThere {
        Object fly();
    }

    @Test
    void a_method_that_the_service_does_not_have_is_not_allowed() {
        NotThere proxy = app.service("todos").proxy(NotThere.class);
        assertThatThrownBy(proxy::fly).hasMessage("Method 'fly' not allowed on service 'todos'");
    }

    interface GetWithoutId {
        Object get();
    }

    interface FindWithData {
        Object find(String data);
    }

    interface ParamsFirst {
        Object create(Params params, Object data);
    }

    interface RawFound {
        @SuppressWarnings("rawtypes") // what is to be refused
        Found find();
    }

    interface Variable<T> {
        List<T> find();
    }

    @Test
    void what_does_not_look_like_a_service_is_refused_at_once() {
        ServiceHandle service = app.service("todos");
        for (Class<?> type :
                List.of(GetWithoutId.class, FindWithData.class, ParamsFirst.class, RawFound.class, Variable.class))
            assertThatThrownBy(() -> service.proxy(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(type.getSimpleName())
                    .hasMessageContaining("does not look like a method of a service");
        assertThatThrownBy(() -> service.proxy(Todo.class)).hasMessageContaining("is not an interface");
    }

    @Test
    void it_is_an_object_like_any_other() {
        Todos other = Todos.of(app);
        assertThat(todos).isNotEqualTo(other).hasToString("Todos of " + app.service("todos"));
        assertThat(Set.of(todos, other)).contains(todos, other);
    }

    /** Todos as plain values. */
    private static final class Store implements Service.Complete {
        private final Map<String, Object> todos = new LinkedHashMap<>();

        @Override
        public Object find(Params params) {
            List<Object> all = List.copyOf(todos.values());
            return params.query().isEmpty()
                    ? all
                    : Map.of("total", all.size(), "limit", 0, "skip", 0, "data", List.of());
        }

        @Override
        public Object get(Id id, Params params) {
            Object todo = todos.get(id.text());
            if (todo == null) throw FeathersException.notFound("No todo %s", id);
            return todo;
        }

        @Override
        public Object create(@Nullable Object data, Params params) {
            return put(Id.of(todos.size()), data, Map.of());
        }

        @Override
        public Object update(@Nullable Id id, @Nullable Object data, Params params) {
            return put(id, data, Map.of());
        }

        @Override
        public Object patch(@Nullable Id id, @Nullable Object data, Params params) {
            return put(id, data, (Map<?, ?>) todos.get(String.valueOf(id)));
        }

        private Object put(@Nullable Id id, @Nullable Object data, @Nullable Map<?, ?> before) {
            var todo = new LinkedHashMap<Object, @Nullable Object>();
            if (before != null) todo.putAll(before);
            if (data instanceof Map<?, ?> members) todo.putAll(members);
            todo.put("id", id == null ? null : Integer.valueOf(id.text()));
            todos.put(String.valueOf(id), todo);
            return todo;
        }

        @Override
        public @Nullable Object remove(@Nullable Id id, Params params) {
            return todos.remove(String.valueOf(id));
        }
    }
}
