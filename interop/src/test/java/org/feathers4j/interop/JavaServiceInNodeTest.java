package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Id;
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
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Services of a Java peer, used within a Node peer. Over REST: {@link NodeGatewayTest}. */
@EachNodeVersion
class JavaServiceInNodeTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** How long Node's calls wait: a large record takes a while on a busy machine. */
    private static final Duration TIMEOUT = Patience.ofSeconds(4);

    @Parameter
    NodeVersion version;

    private LoopbackMesh mesh;
    private NodePeer node;
    private JavaPeer java;

    @BeforeParameterizedClassInvocation
    void start() {
        mesh = new LoopbackMesh();
        java = mesh.java(
                "java",
                o -> o.onlyProducing()
                        .withHttp()
                        .withService("todos", "todos")
                        .withService("errs", "errs")
                        .withService("echo", "echo")
                        .withService("slow", "slow")
                        .withService("vals", "vals"));
        // Without a heartbeat no peer repeats its services: Node knows them from Java's greeting.
        node = mesh.node(
                "node",
                version,
                o -> o.onlyConsuming().withOption("heartbeatInterval", 0).withOption("timeout", TIMEOUT.toMillis()));
        for (var path : List.of("todos", "errs", "echo", "slow", "vals")) {
            node.awaitService(path, SOON);
        }
        node.awaitEventsFrom(mesh.key("java"), SOON);
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
        var created = Values.object(node.call("todos", "create", Map.of("text", "milk")));
        var id = created.get("id");
        assertThat(created).contains(entry("text", "milk"), entry("from", "java"));
        assertThat(node.call("todos", "get", id)).isEqualTo(created);
        assertThat(Values.objects(node.call("todos", "find", Map.of("query", Map.of("text", "milk")))))
                .containsExactly(created);
        assertThat(Values.object(node.call("todos", "update", id, Map.of("text", "bread"))))
                .contains(entry("id", id), entry("text", "bread"), entry("from", "java"));
        assertThat(Values.object(node.call("todos", "patch", id, Map.of("done", true))))
                .contains(entry("id", id), entry("text", "bread"), entry("done", true));
        assertThat(Values.object(node.call("todos", "remove", id))).containsEntry("text", "bread");
        assertThatExceptionOfType(NodeCallException.class)
                .isThrownBy(() -> node.call("todos", "get", id))
                .satisfies(e -> assertThat(e.error())
                        .contains(entry("name", "NotFound"), entry("code", 404))
                        .containsEntry("message", "No record found for id '%s'".formatted(id)));
    }

    @Test
    void a_custom_method_works() {
        var created = Values.object(node.call("todos", "create", Map.of("text", "toggle me")));
        assertThat(Values.object(node.call("todos", "toggle", Map.of("id", number(created.get("id"))))))
                .contains(entry("text", "toggle me"), entry("done", true), entry("from", "java"));
    }

    @Test
    void many_records_at_once_work() {
        var created = node.call("todos", "create", List.of(Map.of("batch", "a"), Map.of("batch", "a")));
        assertThat(Values.objects(created)).hasSize(2);
        var query = Map.of("query", Map.of("batch", "a"));
        assertThat(Values.objects(node.call("todos", "patch", null, Map.of("done", true), query)))
                .hasSize(2)
                .allSatisfy(todo -> assertThat(todo).containsEntry("done", true));
        assertThat(Values.objects(node.call("todos", "remove", null, query))).hasSize(2);
    }

    @Test
    void ids_data_and_params_arrive_as_they_were_sent() {
        assertThat(Values.object(node.call("echo", "get", 7))).containsEntry("id", 7);
        assertThat(Values.object(node.call("echo", "get", "7"))).containsEntry("id", "7");
        var params = Map.of(
                "query", Map.of("a", List.of(1, "two"), "$sort", Map.of("b", -1)),
                "user", Map.of("name", JavaValues.UNICODE),
                "fromRemote", false);
        var data = Map.of("deep", Map.of("er", List.of()));
        assertThat(Values.object(node.call("echo", "update", "x", data, params)))
                .contains(entry("method", "update"), entry("id", "x"), entry("data", data))
                // a peer cannot say that it is none
                .contains(entry("fromRemote", true), entry("from", "java"))
                .extractingByKey("params")
                .isEqualTo(Map.of(
                        "query",
                        Map.of("a", List.of(1, "two"), "$sort", Map.of("b", -1)),
                        "user",
                        Map.of("name", JavaValues.UNICODE),
                        "fromRemote",
                        true));
        assertThat(Values.object(node.call("echo", "remove", (Object) null))).containsEntry("id", null);
    }

    @TestFactory
    Stream<DynamicTest> errors_arrive_as_what_they_are() {
        return Stream.of(
                error("NotFound", 404, "Nothing here", Map.of()),
                error(
                        "NotFoundData",
                        "NotFound",
                        404,
                        "Nothing here",
                        Map.of("data", Map.of("looked", List.of("left", "right")))),
                error(
                        "BadRequest",
                        400,
                        "Not like this",
                        Map.of("data", Map.of("field", "text"), "errors", Map.of("text", "is too long"))),
                error(
                        "BadRequestList",
                        "BadRequest",
                        400,
                        "Not like this",
                        Map.of("errors", List.of(Map.of("path", "text"), Map.of("path", "done")))),
                error("Conflict", 409, "Already there", Map.of()),
                error("Gone", 410, "Was here once", Map.of("className", "gone")),
                error("Unavailable", 503, "Not now", Map.of("data", Map.of("retryAfter", 5))),
                error("Unknown", "MyError", 499, "Custom", Map.of("className", "my-error")),
                // where a Node provider would send nothing but {}
                error("Error", "GeneralError", 500, "Plain trouble", Map.of()),
                error("Checked", "GeneralError", 500, "Checked trouble", Map.of()),
                error("NoMessage", "GeneralError", 500, "IllegalArgumentException", Map.of()));
    }

    private DynamicTest error(String name, int code, String message, Map<String, Object> more) {
        return error(name, name, code, message, more);
    }

    private DynamicTest error(String id, String name, int code, String message, Map<String, Object> more) {
        return dynamicTest(
                id,
                () -> assertThatExceptionOfType(NodeCallException.class)
                        .isThrownBy(() -> node.call("errs", "get", id))
                        .satisfies(e -> assertThat(e.error())
                                .contains(entry("name", name), entry("code", code), entry("message", message))
                                .containsAllEntriesOf(more)));
    }

    @TestFactory
    Stream<DynamicTest> an_answer_that_json_cannot_take_is_an_error() {
        return Stream.of("cycle", "stranger")
                .map(id -> dynamicTest(id, () -> {
                    assertThatExceptionOfType(NodeCallException.class)
                            .isThrownBy(() -> node.call("errs", "get", id))
                            .satisfies(e -> assertThat(e.error()).contains(entry("name", "GeneralError")));
                    assertThat(node.answer("errs", "get", "null").kind()).isEqualTo("null");
                }));
    }

    @Test
    void a_method_that_the_service_does_not_have_is_refused_at_once() {
        assertThatExceptionOfType(NodeCallException.class)
                .isThrownBy(() -> node.call("errs", "find"))
                .satisfies(e -> assertThat(e.error()).contains(entry("name", "MethodNotAllowed"), entry("code", 405)));
    }

    @Test
    void a_call_that_takes_too_long_fails_in_node_and_harms_nothing() {
        assertThatExceptionOfType(NodeCallException.class)
                .isThrownBy(
                        () -> node.call("slow", "get", TIMEOUT.plusSeconds(5).toMillis()))
                .satisfies(e -> assertThat(e.error()).containsEntry("message", "Request timed out."));
        assertThat(Values.object(node.call("slow", "get", 1))).containsEntry("from", "java");
    }

    @TestFactory
    Stream<DynamicTest> results_of_all_kinds_arrive() {
        return Stream.of(
                        "string", "empty", "unicode", "number", "decimal", "zero", "large", "true", "false", "null",
                        "array", "object")
                .map(name -> dynamicTest(
                        name, () -> assertThat(node.call("vals", "get", name)).isEqualTo(JavaValues.get(name))));
    }

    @Test
    void a_large_record_passes_both_ways() {
        var text = JavaValues.UNICODE.repeat(100_000);
        assertThat(Values.object(node.call("echo", "create", Map.of("text", text))))
                .containsEntry("data", Map.of("text", text));
    }

    @Test
    void events_are_heard_in_node() {
        node.listen("todos", "created", "updated", "patched", "removed", "toggled");
        var todos = java.service("todos");
        int id = number(Values.object(todos.create(Map.of("text", "heard"))).get("id"));
        assertThat(record("created", id))
                .contains(entry("text", "heard"), entry("from", "java"))
                .contains(entry("path", "todos"), entry("key", mesh.key("java")));
        node.call("todos", "update", id, Map.of("text", "updated"));
        assertThat(record("updated", id)).containsEntry("text", "updated");
        todos.patch(Id.of(id), Map.of("text", "patched"));
        assertThat(record("patched", id)).containsEntry("text", "patched");
        node.call("todos", "toggle", Map.of("id", id));
        assertThat(record("toggled", id)).containsEntry("done", true);
        node.call("todos", "remove", id);
        record("removed", id);
        for (var event : List.of("created", "updated", "removed", "toggled")) {
            assertThat(node.emitted("todos", event).stream().filter(e -> has(Values.object(e.get("data")), id)))
                    .as(event)
                    .hasSize(1);
        }
    }

    @Test
    void an_event_brings_the_call_that_caused_it_without_credentials() {
        node.listen("todos", "created");
        try (var http = new Http()) {
            var answer = http.send(
                    "POST",
                    java.url() + "/todos?because=so",
                    Map.of("text", "why"),
                    "Authorization",
                    "Bearer secret",
                    "X-Reason",
                    "none");
            assertThat(answer.status()).isEqualTo(201);
        }
        var event = node.awaitEmitted("todos", "created", todo -> "why".equals(todo.get("text")), SOON);
        var told =
                version == NodeVersion.V2_4_0 ? Values.object(event.get("data")).get("context") : event.get("context");
        var context = Values.object(told);
        assertThat(context)
                .contains(entry("method", "create"), entry("path", "todos"), entry("event", "created"))
                .containsEntry("data", Map.of("text", "why"));
        assertThat(Values.object(context.get("result"))).containsEntry("text", "why");
        var params = Values.object(context.get("params"));
        assertThat(params).contains(entry("provider", "rest"), entry("query", Map.of("because", "so")));
        assertThat(Values.object(params.get("headers")))
                .containsEntry("x-reason", "none")
                .doesNotContainKey("authorization");
        assertThat(event.members().toString()).doesNotContain("secret");
    }

    @Test
    void each_of_many_records_has_its_event() {
        node.listen("todos", "created");
        java.service("todos").create(List.of(Map.of("many", 1), Map.of("many", 2), Map.of("many", 3)));
        node.awaitEmitted("todos", "created", todo -> Integer.valueOf(3).equals(todo.get("many")), SOON);
        assertThat(node.emitted("todos", "created").stream()
                        .map(event -> Values.object(event.get("data")).get("many"))
                        .filter(many -> many != null))
                .containsExactly(1, 2, 3);
    }

    @Test
    void odd_records_in_events_harm_nobody() {
        node.listen("todos", "toggled", "created");
        var todos = java.service("todos");
        for (var odd : new Object[] {"text", List.of(1, 2), 42, true, Map.of("path", "elsewhere", "key", 1)}) {
            todos.emit("toggled", odd);
        }
        todos.emit("toggled", null);
        todos.emit("toggled", Map.of("last", true));
        var last = node.awaitEmitted("todos", "toggled", data -> data.containsKey("last"), SOON);
        assertThat(Values.object(last.get("data"))).containsEntry("path", "todos");
        mesh.assertUnharmed();
    }

    @Test
    void a_service_that_comes_later_can_be_used_and_one_that_goes_is_gone() {
        java.use("later", "echo");
        node.awaitService("later", SOON);
        assertThat(Values.object(node.call("later", "get", 1))).containsEntry("from", "java");
        java.unuse("later");
        node.awaitNoService("later", SOON);
        assertThat(node.services()).doesNotContainKey("later").containsKey("todos");
    }

    private Map<String, @Nullable Object> record(String event, int id) {
        return Values.object(
                node.awaitEmitted("todos", event, todo -> has(todo, id), SOON).get("data"));
    }

    private static boolean has(Map<String, @Nullable Object> todo, int id) {
        return Integer.valueOf(id).equals(todo.get("id"));
    }

    private static int number(@Nullable Object value) {
        return value instanceof Integer number ? number : -1;
    }
}
