package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.testrules.Deviations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Values that a real Ajv has validated: the same verdicts, the same issues, the same coerced values. */
class AjvIssuesTest {
    @TestFactory
    Stream<DynamicTest> validates_as_ajv_does() {
        return Vectors.cases("ajv-issues").stream()
                .map(recorded -> dynamicTest(recorded.title(), () -> validate(recorded)));
    }

    @Test
    void every_deviation_belongs_to_a_case() {
        assertThat(Vectors.cases("ajv-issues").stream().map(Vectors.Case::name))
                .containsAll(Vectors.deviations("ajv-issues").keySet());
        assertThat(Vectors.deviations("ajv-issues"))
                .containsOnlyKeys(Deviations.of("ajv-issues.json").keySet());
    }

    private static void validate(Vectors.Case recorded) {
        Schema schema = Schema.of(Vectors.object(recorded.get("schema")));
        if (recorded.has("coerce")) schema = schema.withCoercion();
        if (recorded.has("all")) schema = schema.withAllIssues();
        Object value = recorded.get("value");
        String before = Json.text(value);
        if (recorded.has("issues")) assertThat(issues(schema, value)).isEqualTo(recorded.get("issues"));
        else assertThat(Json.parse(Json.text(schema.validate(value)))).isEqualTo(recorded.get("valid"));
        assertThat(Json.text(value)).as("the value itself").isEqualTo(before);
    }

    private static @Nullable Object issues(Schema schema, @Nullable Object value) {
        var refused = catchThrowableOfType(FeathersException.class, () -> schema.validate(value));
        assertThat(refused).as("issues").isNotNull();
        List<?> issues = Vectors.list(refused.data());
        assertThat(issues).allSatisfy(issue -> assertThat(issue).isInstanceOf(Map.class));
        return Json.parse(Json.text(issues));
    }
}
