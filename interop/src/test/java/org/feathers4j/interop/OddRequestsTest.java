package org.feathers4j.interop;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Requests that no proper peer sends, some of which end Node processes, to a Java peer in the middle of Node peers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddRequestsTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    private static final Map<String, Object> RECORD = Map.of("id", 1, "t", "a", "from", "java");

    /** What Java answers where Node answers nothing, or {@code {}}, or several times, or ends: the name of an error. */
    private static final Map<String, String> ERRORS = Map.ofEntries(
            entry("additional argument before the id", "BadRequest"),
            entry("no type", "BadRequest"),
            entry("unknown type", "MethodNotAllowed"),
            entry("request is JSON null", "BadRequest"),
            entry("request is a string", "BadRequest"),
            entry("request is an array", "BadRequest"),
            entry("type is a number", "BadRequest"),
            entry("type is an array", "BadRequest"),
            entry("type \"error\"", "BadRequest"),
            entry("type \"*\": every handler runs and replies", "MethodNotAllowed"),
            entry("path missing", "BadRequest"),
            entry("the healthcheck service of the app is reachable too", "NotFound"),
            entry("invalid JSON argument", "BadRequest"),
            entry("blob as the request", "BadRequest"));

    /** Where Java answers as Node does. */
    private static final Map<String, @Nullable Object> RESULTS = Map.of(
            "id is a JSON number: returned as it came", RECORD,
            "id is JSON null", RECORD,
            "no key, no params", RECORD,
            "path with slashes around it", RECORD,
            "params null", List.of(RECORD));

    private LoopbackMesh mesh;
    private int responder;
    private NodePeer newer;

    @BeforeAll
    void start() {
        NodeModules.require();
        mesh = new LoopbackMesh();
        var java = mesh.java("java", o -> o.withService("todos", "todos").withService("echo", "echo"));
        java.service("todos").create(Map.of("t", "a"));
        newer = mesh.node("newer", NodeVersion.V3_0_0, o -> o);
        newer.awaitService("echo", SOON);
        mesh.node("older", NodeVersion.V2_4_0, o -> o).awaitService("echo", SOON);
        try (var discovery = new Discovery(mesh.discoveryPort())) {
            responder = discovery.portOf("feathers services responder", java.uuid());
        }
    }

    @AfterEach
    void nothing_was_harmed() {
        mesh.assertUnharmed();
        assertThat(Values.object(newer.call("echo", "get", 1))).containsEntry("from", "java");
    }

    @AfterAll
    void end() {
        mesh.close();
    }

    @TestFactory
    Stream<DynamicTest> odd_requests_are_answered_as_well_as_can_be() {
        return Robustness.cases("request").stream()
                .map(each -> dynamicTest(String.valueOf(each.get("name")), () -> {
                    try (var socket = new AmpSocket(responder)) {
                        send(Values.object(each.get("input")), socket);
                        answer(String.valueOf(each.get("name")), each, socket);
                    }
                }));
    }

    private static void send(Map<String, @Nullable Object> input, AmpSocket socket) throws IOException {
        if (input.get("frameHex") instanceof String hex) {
            socket.write(HexFormat.of().parseHex(hex));
        } else {
            socket.send(((List<?>) input.getOrDefault("arguments", List.of())).toArray());
        }
    }

    private static void answer(String name, Map<String, @Nullable Object> odd, AmpSocket socket) throws IOException {
        if (name.equals("header with zero arguments")) {
            // The start of the next frame is unknown: this connection ends, and no other.
            assertThat(socket.receive()).isEmpty();
            return;
        }
        if (!name.equals("id missing (one argument)")) {
            var answer = socket.receive().orElseThrow();
            if (ERRORS.containsKey(name)) {
                error(ERRORS.get(name), answer);
            } else {
                var id = ((List<?>) Objects.requireNonNull(
                                Values.object(odd.get("input")).get("arguments")))
                        .getLast();
                assertThat(RESULTS).containsKey(name);
                assertThat(answer).isEqualTo(Arrays.asList(null, RESULTS.get(name), id));
            }
        }
        socket.send(Map.of("type", "get", "path", "todos", "id", 1), "good");
        assertThat(socket.receive()).contains(Arrays.asList(null, RECORD, "good"));
    }

    private static void error(@Nullable String name, List<@Nullable Object> answer) {
        assertThat(answer).hasSize(2);
        var error = Values.object(answer.getFirst());
        assertThat(error).containsEntry("name", name);
        assertThat(String.valueOf(error.get("message"))).isNotBlank();
    }

    @Test
    void many_requests_at_once_on_one_connection_are_all_answered() throws IOException {
        try (var socket = new AmpSocket(responder)) {
            int count = 500;
            var missing = new HashMap<Object, Integer>();
            for (int i = 0; i < count; i++) {
                socket.send(Map.of("type", "get", "path", "echo", "id", i, "params", Map.of()), "many:" + i);
                missing.put("many:" + i, i);
            }
            for (int i = 0; i < count; i++) {
                var answer = socket.receive().orElseThrow();
                assertThat(answer).as("null, the result, and the id").hasSize(3);
                var id = missing.remove(answer.getLast());
                assertThat(Values.object(answer.get(1))).containsEntry("id", id);
            }
            assertThat(missing).isEmpty();
        }
    }

    @Test
    void half_a_frame_and_then_nothing_keeps_nobody_waiting() throws IOException {
        var halves = IntStream.range(0, 20)
                .mapToObj(i -> {
                    try {
                        var socket = new AmpSocket(responder);
                        socket.write(HexFormat.of().parseHex("120000ffff6a3a7b"));
                        return socket;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(Values.object(newer.call("echo", "get", 1))).containsEntry("from", "java");
        for (var half : halves) {
            half.close();
        }
    }

    @Test
    void a_frame_that_announces_gigabytes_ends_its_connection_at_once() throws IOException {
        try (var socket = new AmpSocket(responder)) {
            socket.write(HexFormat.of().parseHex("127fffffff6a3a7b"));
            assertThat(socket.receive()).isEmpty();
        }
    }
}
