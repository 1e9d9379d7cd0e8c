package org.feathers4j.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Connection;
import org.feathers4j.json.Json;
import org.feathers4j.transport.RouterOptions;
import org.feathers4j.transport.SocketCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Emits what clients have emitted to a real Feathers server, and compares the acknowledgements. No network is in between. */
class SocketVectorsTest {
    private final List<FixtureA> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        fixtures.forEach(FixtureA::close);
    }

    @TestFactory
    Stream<DynamicTest> calls() {
        return replay("socket-calls");
    }

    @TestFactory
    Stream<DynamicTest> errors() {
        return replay("socket-errors");
    }

    @TestFactory
    Stream<DynamicTest> errors_in_production() {
        return replay("socket-errors-production");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socket-calls", "socket-errors", "socket-errors-production", "socket-connection", "client-socket"
            })
    void every_deviation_belongs_to_a_case(String file) {
        assertThat(Vectors.socketCases(file).stream().map(recorded -> recorded.get("name")))
                .containsAll(Vectors.socketDeviations(file));
    }

    private Stream<DynamicTest> replay(String file) {
        var fixture = new FixtureA();
        fixtures.add(fixture);
        var calls = SocketCalls.of(fixture.app(), RouterOptions.DEFAULT);
        var connection = new Connection("socketio", Map.of());
        return Vectors.socketCases(file).stream()
                .map(recorded -> dynamicTest(String.valueOf(recorded.get("name")), () -> {
                    List<?> emit = Vectors.list(recorded.get("emit"));
                    compare(
                            calls.answer(connection, String.valueOf(emit.getFirst()), emit.subList(1, emit.size())),
                            recorded);
                }));
    }

    /** Compares what arrives in a client: JSON. */
    static void compare(List<@Nullable Object> answer, Map<String, @Nullable Object> recorded) {
        List<?> arrived = Vectors.list(Json.parse(Json.bytes(answer)));
        if (recorded.containsKey("ackWithoutMessage"))
            assertThat(arrived).isEqualTo(List.of(withMessage(arrived, recorded.get("ackWithoutMessage"))));
        else assertThat(arrived).isEqualTo(recorded.get("ack"));
    }

    private static Map<String, @Nullable Object> withMessage(List<?> arrived, @Nullable Object error) {
        var complete = new LinkedHashMap<String, @Nullable Object>(Vectors.object(error));
        Object message = Vectors.object(arrived.getFirst()).get("message");
        assertThat(message).isInstanceOf(String.class);
        complete.put("message", message);
        return complete;
    }
}
