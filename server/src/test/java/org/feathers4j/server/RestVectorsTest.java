package org.feathers4j.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.feathers4j.socketioserver.RawHttp;
import org.feathers4j.socketioserver.RawHttp.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Replays what a real Feathers server was asked and compares the answers. */
class RestVectorsTest {
    private final List<FixtureA> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        fixtures.forEach(FixtureA::close);
    }

    @TestFactory
    Stream<DynamicTest> crud() {
        return replay("rest-crud");
    }

    @TestFactory
    Stream<DynamicTest> routing() {
        return replay("rest-routing");
    }

    @TestFactory
    Stream<DynamicTest> query_parsing() {
        return replay("rest-query-parsing");
    }

    @TestFactory
    Stream<DynamicTest> query_limits() {
        return replay("rest-query-limits");
    }

    @TestFactory
    Stream<DynamicTest> errors() {
        return replay("rest-errors");
    }

    @TestFactory
    Stream<DynamicTest> status_codes() {
        return replay("rest-status-codes");
    }

    @TestFactory
    Stream<DynamicTest> operators() {
        return replay("rest-operators");
    }

    @TestFactory
    Stream<DynamicTest> pagination() {
        return replay("rest-pagination");
    }

    @TestFactory
    Stream<DynamicTest> bodies() {
        return replay("rest-bodies");
    }

    @TestFactory
    Stream<DynamicTest> cors() {
        return replay("rest-cors");
    }

    @TestFactory
    Stream<DynamicTest> conditional() {
        return replay("rest-conditional");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest-crud",
                "rest-routing",
                "rest-query-parsing",
                "rest-query-limits",
                "rest-errors",
                "rest-status-codes",
                "rest-operators",
                "rest-pagination",
                "rest-bodies",
                "rest-cors",
                "rest-conditional",
                "rest-options"
            })
    void every_deviation_belongs_to_a_case(String file) {
        assertThat(Vectors.cases(file).stream().map(Vectors.Case::name)).containsAll(Vectors.deviations(file));
    }

    private Stream<DynamicTest> replay(String file) {
        var fixture = new FixtureA();
        fixtures.add(fixture);
        return Vectors.cases(file).stream()
                .map(recorded -> dynamicTest(recorded.name(), () -> replay(fixture.port(), recorded)));
    }

    static void replay(int port, Vectors.Case recorded) {
        byte[] body = body(recorded.request());
        Answer answer = RawHttp.request(port, head(recorded.request(), body.length), body);
        compare(answer, recorded.response());
    }

    private static String head(Map<String, ?> request, int length) {
        var head = new StringBuilder()
                .append(request.get("method"))
                .append(' ')
                .append(Vectors.text(request.get("path")))
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        Vectors.object(request.get("headers"))
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (length > 0 || request.containsKey("rawBody"))
            head.append("Content-Length: ").append(length).append("\r\n");
        return head.append("\r\n").toString();
    }

    private static byte[] body(Map<String, ?> request) {
        if (request.containsKey("json")) return Json.bytes(request.get("json"));
        Object raw = request.get("rawBody");
        if (raw instanceof Map<?, ?> encoded && encoded.get("base64") instanceof String text)
            return Base64.getDecoder().decode(text);
        return Vectors.text(raw).getBytes(StandardCharsets.UTF_8);
    }

    private static void compare(Answer answer, Map<String, ?> expected) {
        assertThat(answer.status()).as("status, body %s", answer.body()).isEqualTo(expected.get("status"));
        Vectors.object(expected.get("headers"))
                .forEach((name, value) ->
                        Vectors.compareHeader(name, answer.header(name.toLowerCase(Locale.ROOT)), value));
        if (expected.containsKey("json")) assertThat(answer.json()).isEqualTo(expected.get("json"));
        if (expected.containsKey("jsonWithoutMessage"))
            assertThat(withoutMessage(answer.json())).isEqualTo(expected.get("jsonWithoutMessage"));
        if (expected.containsKey("text")) assertThat(answer.body()).isEqualTo(expected.get("text"));
        Vectors.object(expected.get("html"))
                .forEach((tag, text) -> assertThat(answer.body()).contains("<%s>%s</%s>".formatted(tag, text, tag)));
        if (expected.containsKey("queryKeyCount")) compareQuery(answer, expected);
        if (expected.containsKey("kind"))
            assertThat((List<?>) query(answer).get("a")).hasSize(number(expected, "size"));
    }

    /** Where the message comes from a JavaScript engine, only the rest is compared. */
    private static Map<String, ?> withoutMessage(@Nullable Object json) {
        var copy = new LinkedHashMap<String, @Nullable Object>(Vectors.object(json));
        assertThat(copy.remove("message")).isInstanceOf(String.class);
        return copy;
    }

    private static Map<String, ?> query(Answer answer) {
        return Vectors.object(
                Vectors.object(Vectors.object(answer.json()).get("params")).get("query"));
    }

    private static int number(Map<String, ?> expected, String name) {
        return Integer.parseInt(String.valueOf(expected.get(name)));
    }

    private static void compareQuery(Answer answer, Map<String, ?> expected) {
        assertThat(query(answer)).hasSize(number(expected, "queryKeyCount"));
        Vectors.object(expected.get("has"))
                .forEach((name, there) ->
                        assertThat(query(answer).containsKey(name)).isEqualTo(there));
    }
}
