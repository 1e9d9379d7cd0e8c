package org.feathers4j.transport;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.memory.MemoryService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SocketCallsTest {
    private final Application app = Application.create();
    private final SocketCalls calls = SocketCalls.of(app, RouterOptions.DEFAULT);
    private final Connection connection = new Connection("socketio", Map.of("host", "localhost"));

    private List<@Nullable Object> emit(String event, @Nullable Object... arguments) {
        return calls.answer(connection, event, Arrays.asList(arguments));
    }

    private static Object message(List<@Nullable Object> answer) {
        assertThat(answer).as("an error comes alone").hasSize(1);
        return String.valueOf(Resources.object(answer.getFirst()).get("message"));
    }

    @Test
    void a_service_gets_what_is_attached_to_the_connection() {
        connection.set("user", "ann");
        app.use("seen", (Service.Finds) params -> {
            assertThat(params.get("connection")).isSameAs(connection);
            return List.of(
                    String.valueOf(params.provider()),
                    params.headers(),
                    String.valueOf(params.get("user")),
                    params.query(),
                    params.route());
        });
        assertThat(emit("find", "seen", Map.of("a", 1)))
                .containsExactly(
                        null, List.of("socketio", Map.of("host", "localhost"), "ann", Map.of("a", 1), Map.of()));
    }

    @Test
    void a_query_that_is_no_object_is_refused_before_it_addresses_every_record() {
        Service things = MemoryService.create(o -> o.startId(1));
        app.use("things", things);
        emit("create", "things", Map.of("a", 1));
        for (Object query : List.of("a=2", 5, true, List.of("a"))) {
            List<@Nullable Object> answer = emit("remove", "things", null, query);
            assertThat(message(answer)).isEqualTo("The query must be an object or null");
        }
        assertThat(emit("find", "things")).isEqualTo(Arrays.asList(null, List.of(Map.of("a", 1, "id", 1))));
    }

    @Test
    void a_query_beyond_a_limit_is_refused_as_it_is_over_rest() {
        app.use("things", MemoryService.create(o -> o.startId(1)));
        var strict = SocketCalls.of(
                app,
                RouterOptions.DEFAULT,
                QueryLimits.create(
                        q -> q.maxParameters(3).maxDepth(2).maxListLength(3).maxLength(40)));
        for (Object query : List.of(
                Map.of("a", 1, "b", 2, "c", 3, "d", 4),
                Map.of("a", Map.of("b", Map.of("c", Map.of()))),
                Map.of("a", List.of(1, 2, 3, 4)),
                Map.of("a", "x".repeat(40)),
                Map.of("__proto__", 1),
                Map.of("a", Map.of("__proto__", 1)))) {
            List<@Nullable Object> answer = strict.answer(connection, "remove", Arrays.asList("things", null, query));
            assertThat(Resources.object(answer.getFirst())).as("%s", query).containsEntry("name", "BadRequest");
        }
        assertThat(strict.answer(connection, "find", List.of("things", Map.of("a", Map.of("b", List.of(1, 2, 3))))))
                .hasSize(2);
    }

    @Test
    void an_error_that_nobody_has_foreseen_tells_its_message_only_where_it_may() {
        app.use("broken", (Service.Finds) params -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(emit("find", "broken"))
                .containsExactly(Map.of(
                        "name",
                        "GeneralError",
                        "message",
                        "Something went wrong",
                        "code",
                        500,
                        "className",
                        "general-error"));
        app.exposeMessages(true);
        assertThat(emit("find", "broken"))
                .containsExactly(Map.of(
                        "name", "GeneralError", "message", "on purpose", "code", 500, "className", "general-error"));
    }

    @Test
    void even_a_stack_overflow_is_answered() {
        app.use("deep", (Service.Finds) SocketCallsTest::endless);
        assertThat(Resources.object(emit("find", "deep").getFirst())).containsEntry("code", 500);
    }

    @SuppressWarnings("InfiniteRecursion") // on purpose
    private static Object endless(Object depth) {
        return List.of(endless(depth));
    }

    @Test
    void a_service_and_a_method_are_found_as_soon_as_they_are_there() {
        assertThat(message(emit("shout", "late", Map.of()))).isEqualTo("Service 'late' not found");
        app.use("late", (Service.Finds) params -> List.of(), o -> o.method("shout", (data, params) -> data));
        assertThat(emit("shout", "late", "hello")).containsExactly(null, "hello");
        app.unuse("late");
        assertThat(message(emit("shout", "late", "hello"))).isEqualTo("Service 'late' not found");
    }

    @Test
    void paths_are_not_percent_decoded() {
        app.use("users/:name/posts", (Service.Finds) params -> params.route());
        assertThat(emit("find", "users/a%20b/posts")).containsExactly(null, Map.of("name", "a%20b"));
    }

    @Test
    void the_connection_itself_never_takes_part_in_another_client_s_call() {
        app.use("whoami", (Service.Finds) params -> String.valueOf(params.get("user")));
        connection.set("user", "ann");
        var other = new Connection("socketio", Map.of()).set("user", "bob");
        assertThat(emit("find", "whoami")).containsExactly(null, "ann");
        assertThat(calls.answer(other, "find", List.of("whoami"))).containsExactly(null, "bob");
    }

    @Test
    void an_error_of_feathers_arrives_whole() {
        app.use("strict", (Service.Creates) (data, params) -> {
            throw FeathersException.badRequest("No").withData(Map.of("field", "text"));
        });
        assertThat(emit("create", "strict", Map.of()))
                .containsExactly(Map.of(
                        "name",
                        "BadRequest",
                        "message",
                        "No",
                        "code",
                        400,
                        "className",
                        "bad-request",
                        "data",
                        Map.of("field", "text")));
    }

    @Test
    void where_nothing_may_be_shown_the_answer_shows_nothing() {
        app.use("things", MemoryService.create(o -> o.startId(1)));
        for (Object nothing : Arrays.asList(null, false, 0, "")) {
            app.service("things").hooks(h -> h.after("create", context -> context.dispatch(nothing)));
            assertThat(emit("create", "things", Map.of("secret", 1))).containsExactly(null, nothing);
        }
    }
}
