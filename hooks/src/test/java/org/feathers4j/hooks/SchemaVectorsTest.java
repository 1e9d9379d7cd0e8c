package org.feathers4j.hooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Registration;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Replays over REST what a real Feathers server with schemas and resolvers was asked, in order. */
class SchemaVectorsTest {
    private final List<SchemaFixture> fixtures = new ArrayList<>();

    @AfterEach
    void close() {
        fixtures.forEach(SchemaFixture::close);
    }

    @TestFactory
    Stream<DynamicTest> answers_as_feathers_does() {
        var fixture = new SchemaFixture();
        fixtures.add(fixture);
        return Vectors.cases("schema-validation").stream()
                .map(recorded -> dynamicTest(recorded.title(), () -> play(fixture, recorded)));
    }

    @Test
    void every_deviation_belongs_to_a_case() {
        assertThat(Vectors.cases("schema-validation").stream().map(Vectors.Case::name))
                .containsAll(Vectors.deviations("schema-validation").keySet());
        assertThat(Vectors.deviations("schema-validation"))
                .containsOnlyKeys(Deviations.of("schema-validation.json").keySet());
    }

    @Test
    void query_syntax_makes_the_recorded_schema() {
        var schemas = Vectors.object(Vectors.read("schema-validation").get("schemas"));
        var queryable = Vectors.json("{\"id\":{\"type\":\"number\"}}");
        queryable.putAll(Vectors.object(Vectors.object(schemas.get("data")).get("properties")));
        var made = new LinkedHashMap<>(Validation.querySchema(queryable));
        made.put("$id", "PersonQuery");
        assertThat(withoutNesting(Json.parse(Json.text(made)))).isEqualTo(withoutNesting(schemas.get("query")));
    }

    /** Deeper than the top, ours takes everything that the top takes. */
    private static Map<String, @Nullable Object> withoutNesting(@Nullable Object schema) {
        var whole = Vectors.object(schema);
        var members = Vectors.object(whole.get("properties"));
        for (String list : List.of("$or", "$and")) {
            var items = Vectors.object(Vectors.object(members.get(list)).get("items"));
            items.remove("$anchor");
            Vectors.object(items.get("properties")).keySet().removeAll(List.of("$or", "$and"));
        }
        return whole;
    }

    private static void play(SchemaFixture fixture, Vectors.Case recorded) throws IOException {
        if (recorded.has("request")) compare(ask(fixture, recorded), Vectors.object(recorded.get("response")));
        else if (recorded.has("call"))
            assertThat(json(fixture.app.service("resolved").get(1))).isEqualTo(recorded.get("result"));
        else
            assertThat(received(fixture, Vectors.list(recorded.get("received")).size() == 1))
                    .isEqualTo(recorded.get("received"));
    }

    private static RawHttp.Answer ask(SchemaFixture fixture, Vectors.Case recorded) throws IOException {
        return RawHttp.request(fixture.app.port(), Vectors.object(recorded.get("request")));
    }

    private static void compare(RawHttp.Answer answer, Map<String, ?> expected) {
        assertThat(answer.status()).as("status, body %s", answer.body()).isEqualTo(expected.get("status"));
        assertThat(Json.parse(answer.body())).isEqualTo(expected.get("json"));
        Vectors.object(expected.get("headers"))
                .forEach((name, value) -> assertThat(answer.headers().get(name.toLowerCase(Locale.ROOT)))
                        .as(name)
                        .isEqualTo(value));
    }

    /** What a client in a channel would receive: the dispatch, of several the one at the same place as the item. */
    private static @Nullable Object received(SchemaFixture fixture, boolean one) {
        var received = new ArrayList<List<@Nullable Object>>();
        Registration listening = fixture.app.service("resolved").on("created", (item, context) -> {
            Object shown = context == null ? item : context.dispatch();
            received.add(
                    Arrays.asList("resolved created", shown instanceof List<?> all ? all.get(received.size()) : shown));
        });
        try {
            var carl = Vectors.json("{\"name\":\"carl\",\"groupId\":1}");
            fixture.app.service("resolved").create(one ? carl : List.of(carl, carl));
        } finally {
            listening.remove();
        }
        return json(received);
    }

    private static @Nullable Object json(@Nullable Object value) {
        return Json.parse(Json.text(value));
    }
}
