package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Found;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Services of a Node peer, used within a Java peer. Over REST: {@link JavaGatewayTest}. */
@EachNodeVersion
class NodeServiceInJavaTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** Of all calls; one test waits for it. */
    private static final Duration TIMEOUT = Patience.ofSeconds(4);

    record Todo(int id, String text, boolean done, String from) {}

    record Toggle(int id) {}

    interface TodoService {
        Found<Todo> find(Params params);

        Todo create(Map<String, Object> data);

        Todo toggle(Toggle data);

        void remove(int id);
    }

    @Parameter
    NodeVersion version;

    private LoopbackMesh mesh;
    private NodePeer node;
    private JavaPeer java;

    @BeforeParameterizedClassInvocation
    void start() {
        mesh = new LoopbackMesh();
        java = mesh.java("java", o -> o.onlyConsuming().withTimeout(TIMEOUT));
        node = mesh.node(
                "node",
                version,
                o -> o.withService("todos", "todos")
                        .withService("errs", "errs")
                        .withService("echo", "echo")
                        .withService("slow", "slow")
                        .withService("vals", "vals"));
        for (var path : List.of("todos", "errs", "echo", "slow", "vals")) {
            java.await(path, SOON);
        }
        // its events come over a connection of their own, which may be there later
        var heard = java.listen("todos", "toggled");
        Eventually.await(SOON, "an event of Node in Java", () -> {
            node.emit("todos", "toggled", Map.of("probe", true));
            return !heard.named("toggled").isEmpty();
        });
    }

    @AfterEach
    void nothing_was_harmed() {
        mesh.assertUnharmed();
    }

    @AfterParameterizedClassInvocation
    void end() {
        mesh.close();
    }

    @Test
    void all_six_methods_work() {
        var todos = java.service("todos");
        var created = Values.object(todos.create(Map.of("text", "milk")));
        var id = created.get("id");
        assertThat(created).contains(entry("text", "milk"), entry("from", "node"));
        assertThat(todos.get(Id.of(number(id)), Params.empty())).isEqualTo(created);
        assertThat(Values.objects(todos.find(Params.query(Map.of("text", "milk")))))
                .contains(created);
        assertThat(Values.object(todos.update(Id.of(number(id)), Map.of("text", "bread"))))
                .isEqualTo(Map.of("id", number(id), "text", "bread", "from", "node"));
        assertThat(Values.object(todos.patch(Id.of(number(id)), Map.of("done", true))))
                .isEqualTo(Map.of("id", number(id), "text", "bread", "done", true, "from", "node"));
        assertThat(Values.object(todos.remove(Id.of(number(id))))).containsEntry("text", "bread");
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> todos.get(Id.of(number(id)), Params.empty()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND))
                .withMessage("No record found for id '%s'", id);
    }

    @Test
    void a_custom_method_works() {
        var id = number(Values.object(java.service("todos").create(Map.of("text", "toggle me")))
                .get("id"));
        assertThat(java.service("todos").call("toggle", Map.of("id", id)))
                .isEqualTo(Map.of("id", id, "text", "toggle me", "done", true, "from", "node"));
    }

    @Test
    void an_interface_with_custom_methods_works() {
        var todos = java.service("todos").proxy(TodoService.class);
        var made = todos.create(Map.of("text", "by interface", "done", false));
        assertThat(todos.toggle(new Toggle(made.id()))).isEqualTo(new Todo(made.id(), "by interface", true, "node"));
        assertThat(todos.find(Params.query(Map.of("text", "by interface"))))
                .containsExactly(new Todo(made.id(), "by interface", true, "node"));
        todos.remove(made.id());
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> todos.remove(made.id()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @Test
    void many_records_at_once_work() {
        var todos = java.service("todos");
        var created = todos.create(List.of(Map.of("batch", "a"), Map.of("batch", "a")));
        assertThat(Values.objects(created)).hasSize(2);
        var query = Params.query(Map.of("batch", "a"));
        assertThat(Values.objects(todos.patchAll(Map.of("done", true), query)))
                .hasSize(2)
                .allSatisfy(todo -> assertThat(todo).containsEntry("done", true));
        assertThat(Values.objects(todos.removeAll(query))).hasSize(2);
    }

    @Test
    void ids_data_and_params_arrive_as_they_were_sent() {
        var echo = java.service("echo");
        assertThat(Values.object(echo.get(7))).containsEntry("id", 7);
        assertThat(Values.object(echo.get("7"))).containsEntry("id", "7");
        var params = Params.query(Map.of("a", List.of(1, "two"), "$sort", Map.of("b", -1)))
                .with("user", Map.of("name", JavaValues.UNICODE));
        assertThat(Values.object(echo.update(Id.of("x"), Map.of("deep", Map.of("er", List.of())), params)))
                .contains(entry("method", "update"), entry("id", "x"))
                .containsEntry("data", Map.of("deep", Map.of("er", List.of())))
                .contains(entry("fromRemote", true), entry("from", "node"))
                .extractingByKey("params")
                .isEqualTo(params.with("fromRemote", true).toMap());
        assertThat(Values.object(echo.removeAll(Params.empty()))).containsEntry("id", null);
    }

    @TestFactory
    Stream<DynamicTest> errors_arrive_as_what_they_are() {
        return Stream.of(
                error("NotFound", ErrorKind.NOT_FOUND, "Nothing here", null, null),
                error("NotFoundData", ErrorKind.NOT_FOUND, "Nothing here", looked(), null),
                error(
                        "BadRequest",
                        ErrorKind.BAD_REQUEST,
                        "Not like this",
                        Map.of("field", "text"),
                        Map.of("text", "is too long")),
                error(
                        "BadRequestList",
                        ErrorKind.BAD_REQUEST,
                        "Not like this",
                        Map.of(),
                        List.of(Map.of("path", "text"), Map.of("path", "done"))),
                error("Conflict", ErrorKind.CONFLICT, "Already there", null, null),
                error("Gone", ErrorKind.GONE, "Was here once", null, null),
                error("Unavailable", ErrorKind.UNAVAILABLE, "Not now", Map.of("retryAfter", 5), null),
                // of a plain error Node tells nothing but its own members
                error("Error", ErrorKind.GENERAL_ERROR, "Remote service error", null, null),
                error("TypeError", ErrorKind.GENERAL_ERROR, "Remote service error", null, null),
                error("string", ErrorKind.GENERAL_ERROR, "just text", null, null),
                error("number", ErrorKind.GENERAL_ERROR, "42", null, null),
                error("cycle", ErrorKind.GENERAL_ERROR, "Remote service error", null, null));
    }

    private static Map<String, Object> looked() {
        return Map.of("looked", List.of("left", "right"));
    }

    private DynamicTest error(
            String name, ErrorKind kind, String message, @Nullable Object data, @Nullable Object errors) {
        return dynamicTest(
                name,
                () -> assertThatExceptionOfType(FeathersException.class)
                        .isThrownBy(() -> java.service("errs").get(name))
                        .satisfies(e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.code()).isEqualTo(kind.code());
                            assertThat(e.message()).isEqualTo(message);
                            assertThat(e.data()).isEqualTo(data);
                            assertThat(e.errors()).isEqualTo(errors);
                        }));
    }

    @Test
    void an_error_with_an_unknown_name_keeps_it() {
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> java.service("errs").get("Unknown"))
                .satisfies(e -> assertThat(e.toJson())
                        .isEqualTo(Map.of(
                                "name",
                                "MyError",
                                "message",
                                "Custom",
                                "code",
                                499,
                                "className",
                                "my-error",
                                "data",
                                Map.of("own", true))));
    }

    @Test
    void falsy_errors_look_like_success() {
        for (var name : List.of("empty", "null", "undefined")) {
            assertThat(java.service("errs").get(name)).as(name).isNull();
        }
    }

    @Test
    void a_call_that_is_never_answered_times_out() {
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> java.service("errs").get("never"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT))
                .withMessageContaining("get on 'errs'")
                .withMessageContaining("within %d s".formatted(TIMEOUT.toSeconds()));
    }

    @TestFactory
    Stream<DynamicTest> results_of_all_kinds_arrive() {
        var same = Stream.of(
                        "string", "empty", "unicode", "number", "decimal", "zero", "large", "true", "false", "null",
                        "array", "object")
                .map(name -> dynamicTest(
                        name, () -> assertThat(java.service("vals").get(name)).isEqualTo(JavaValues.get(name))));
        var other = Stream.of(
                dynamicTest(
                        "undefined",
                        () -> assertThat(java.service("vals").get("undefined")).isNull()),
                dynamicTest(
                        "date",
                        () -> assertThat(java.service("vals").get("date"))
                                .asInstanceOf(STRING)
                                .isEqualTo("1970-01-01T00:00:00.000Z")),
                dynamicTest(
                        "buffer",
                        () -> assertThat(java.service("vals").get("buffer")).isEqualTo(new byte[] {0, 1, 2, -2, -1})));
        return Stream.concat(same, other);
    }

    @Test
    void events_are_heard_in_java() {
        var heard = java.listen("todos", "created", "updated", "patched", "removed", "toggled");
        var id = number(Values.object(node.call("todos", "create", Map.of("text", "heard")))
                .get("id"));
        var record = Map.of("id", id, "text", "heard", "from", "node");
        assertThat(heard.await("created", todo -> has(todo, id), SOON).record()).isEqualTo(record);
        node.call("todos", "update", id, Map.of("text", "updated"));
        assertThat(heard.await("updated", todo -> has(todo, id), SOON).record()).containsEntry("text", "updated");
        java.service("todos").patch(Id.of(id), Map.of("text", "patched"));
        assertThat(heard.await("patched", todo -> has(todo, id), SOON).record()).containsEntry("text", "patched");
        node.call("todos", "toggle", Map.of("id", id));
        assertThat(heard.await("toggled", todo -> has(todo, id), SOON).record()).containsEntry("done", true);
        java.service("todos").remove(Id.of(id));
        heard.await("removed", todo -> has(todo, id), SOON);
        // once each, wherever the call was made
        assertThat(heard.named("created")).hasSize(1);
        assertThat(heard.named("removed")).hasSize(1);
    }

    @Test
    void an_event_of_a_newer_peer_brings_the_call_that_caused_it() {
        var heard = java.listen("todos", "created");
        node.call("todos", "create", Map.of("text", "why"), Map.of("query", Map.of("because", "so")));
        var context = heard.await("created", todo -> "why".equals(todo.get("text")), SOON)
                .context();
        if (version == NodeVersion.V2_4_0) {
            assertThat(context).isNull();
            return;
        }
        assertThat(context).isNotNull();
        assertThat(context.method()).isEqualTo("create");
        assertThat(context.data()).isEqualTo(Map.of("text", "why"));
        assertThat(context.params().query()).containsEntry("because", "so");
    }

    @Test
    void each_of_many_records_has_its_event() {
        var heard = java.listen("todos", "created");
        node.call("todos", "create", List.of(Map.of("many", 1), Map.of("many", 2), Map.of("many", 3)));
        heard.await("created", todo -> Integer.valueOf(3).equals(todo.get("many")), SOON);
        assertThat(heard.named("created"))
                .extracting(event -> event.record().get("many"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_service_that_comes_later_can_be_used_and_one_that_goes_is_gone() {
        node.use("later", "echo");
        assertThat(Values.object(java.await("later", SOON).get(1))).containsEntry("from", "node");
        node.unuse("later");
        java.awaitNoService("later", SOON);
    }

    private static boolean has(Map<String, @Nullable Object> todo, int id) {
        return Integer.valueOf(id).equals(todo.get("id"));
    }

    private static int number(@Nullable Object value) {
        return value instanceof Integer number ? number : -1;
    }
}
