package org.feathers4j.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** What the constructors of Feathers' errors do, {@link FeathersException} does with a kind, a message and {@code withData}. */
class ErrorsJsonTest {
    /** What JavaScript makes of data that is no object is an accident (quirks.json); here it stays what it is. */
    private static final Map<String, Map<String, Object>> DEVIATIONS = Map.of(
            "BadRequest: message + string data", badRequest("m", "data", "text"),
            "BadRequest: message + number data", badRequest("m", "data", 5),
            "BadRequest: message + boolean data", badRequest("m", "data", true),
            "BadRequest: array as message", badRequest("Error", "data", List.of(1, 2)),
            "BadRequest: message + null data", badRequest("m"),
            "BadRequest: null message", badRequest("Error"));

    private static Map<String, Object> badRequest(String message, Object... more) {
        var json = new HashMap<String, Object>(
                Map.of("name", "BadRequest", "message", message, "code", 400, "className", "bad-request"));
        if (more.length > 0) json.put(more[0].toString(), more[1]);
        return json;
    }

    @TestFactory
    Stream<DynamicTest> has_the_json_that_feathers_has() {
        assertThat(DEVIATIONS)
                .containsOnlyKeys(Deviations.of("errors-json.json").keySet());
        return Resources.list(Resources.object(Resources.json("vectors/errors-json.json"))
                        .get("cases"))
                .stream()
                .map(Resources::object)
                .map(one -> dynamicTest(String.valueOf(one.get("name")), () -> compare(one)));
    }

    private static void compare(Map<String, ?> one) {
        List<?> construct = Resources.list(one.get("construct"));
        ErrorKind kind = ErrorKind.named(construct.getFirst().toString()).orElseThrow();
        Object message = argument(construct, 1);
        Object data = message instanceof Map || message instanceof List ? message : argument(construct, 2);
        var error = new FeathersException(kind, message instanceof String text ? text : "Error");
        if (data != null) error = error.withData(data);
        Object expected = DEVIATIONS.getOrDefault(one.get("name"), Resources.object(one.get("json")));
        assertThat(error.toJson()).isEqualTo(expected);
        if (!DEVIATIONS.containsKey(one.get("name")))
            assertThat(error.toJson().keySet())
                    .containsExactlyElementsOf(Resources.object(one.get("json")).keySet());
    }

    private static @Nullable Object argument(List<?> construct, int index) {
        Object argument = index < construct.size() ? construct.get(index) : null;
        if (argument == null || argument.equals("(undefined)")) return null;
        return argument instanceof Map<?, ?> map && map.containsKey("$error")
                ? Objects.requireNonNull(map.get("$error"))
                : argument;
    }
}
