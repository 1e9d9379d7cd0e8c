package org.feathers4j.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testkit.Vectors.Golden;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** How an error that another process sent becomes an exception here. */
class CoreErrorsConvertTest {
    private static final List<String> OWN = List.of("name", "message", "code", "className", "data", "errors");

    @TestFactory
    Stream<DynamicTest> errors_of_other_processes_arrive_as_recorded() {
        var vectors = new Vectors("errors-convert.json")
                .deviate("undefined", golden -> general(golden, "Remote service error"))
                .deviate("null", golden -> general(golden, "Remote service error"))
                .deviate("empty string", golden -> general(golden, ""))
                .deviate("no name", golden -> general(golden, "just a message"))
                .deviate("string", golden -> general(golden, "text"))
                .deviate("no message", golden -> {
                    FeathersException error = FeathersException.fromJson(golden.get("input"));
                    assertThat(error.name()).isEqualTo("GeneralError");
                    assertThat(error.message()).isEqualTo("Remote service error");
                    assertThat(error.code()).isEqualTo(1);
                })
                .deviate("unknown name", golden -> {
                    FeathersException error = FeathersException.fromJson(golden.get("input"));
                    assertThat(error.kind()).isEqualTo(ErrorKind.OTHER);
                    assertThat(error.className()).isEqualTo("custom");
                    Golden output = golden.part("output");
                    assertThat(List.<Object>of(error.name(), error.message(), error.code()))
                            .containsExactly(output.get("name"), output.get("message"), output.get("code"));
                })
                .deviate("name Gone", golden -> {
                    assertThat(FeathersException.fromJson(golden.get("input")).kind())
                            .isEqualTo(ErrorKind.GONE);
                    assertThat(members(golden)).containsAllEntriesOf(recorded(golden.part("output")));
                })
                .deviate("error instance");
        for (String name : List.of(
                "known name",
                "known name with data and errors",
                "known name, code differs: own properties win",
                "extra properties are kept",
                "array data",
                "data containing a message overrides then own message wins"))
            vectors.play(name, CoreErrorsConvertTest::same);
        return vectors.tests();
    }

    private static void general(Golden golden, String message) {
        FeathersException error = FeathersException.fromJson(golden.get("input"));
        assertThat(error.kind()).isEqualTo(ErrorKind.GENERAL_ERROR);
        assertThat(error.code()).isEqualTo(500);
        assertThat(error.message()).isEqualTo(message);
    }

    private static void same(Golden golden) {
        Golden output = golden.part("output");
        assertThat(FeathersException.fromJson(golden.get("input")).kind().errorName())
                .isEqualTo(output.get("class"));
        assertThat(members(golden)).isEqualTo(recorded(output));
    }

    private static Map<String, @Nullable Object> members(Golden golden) {
        return FeathersException.fromJson(golden.get("input")).toJson();
    }

    /** The recorded error as JSON: what is undefined is left out, other members stand beside Feathers' own. */
    private static Map<String, @Nullable Object> recorded(Golden output) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (String name : OWN) if (output.get(name) != null) json.put(name, output.get(name));
        Golden other = output.part("other");
        for (String name : other.names()) json.put(name, other.get(name));
        return json;
    }
}
