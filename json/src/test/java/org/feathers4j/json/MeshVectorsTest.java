package org.feathers4j.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every JSON argument of every frame that Node wrote: read to the recorded value, written to the same bytes. */
class MeshVectorsTest {
    private static final byte[] JSON = {'j', ':'};

    @TestFactory
    Stream<DynamicContainer> json_of_real_frames() {
        return Stream.of(
                        "amp-frames",
                        "requests-responses",
                        "error-responses",
                        "result-values",
                        "events",
                        "service-descriptors")
                .map(file -> dynamicContainer(file, cases(file)));
    }

    private static Stream<DynamicTest> cases(String file) {
        var root = (Map<?, ?>) Json.parse(Golden.bytes("mesh/" + file + ".json"));
        return list(requireNonNull(root).get("cases")).stream()
                .map(each -> (Map<?, ?>) each)
                .map(each -> {
                    var frames = new ArrayList<Map<?, ?>>();
                    collectFrames(each, frames);
                    return dynamicTest(String.valueOf(each.get("name")), () -> frames.forEach(MeshVectorsTest::check));
                });
    }

    private static List<?> list(@Nullable Object json) {
        return (List<?>) requireNonNull(json);
    }

    private static void collectFrames(@Nullable Object json, List<Map<?, ?>> frames) {
        if (json instanceof Map<?, ?> object) {
            if (object.get("hex") instanceof String && object.get("args") instanceof List<?>) frames.add(object);
            object.values().forEach(inside -> collectFrames(inside, frames));
        } else if (json instanceof List<?> items) {
            items.forEach(inside -> collectFrames(inside, frames));
        }
    }

    private static void check(Map<?, ?> frame) {
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex((String) frame.get("hex")));
        bytes.get();
        for (Object each : list(frame.get("args"))) {
            var argument = new byte[bytes.getInt()];
            bytes.get(argument);
            if (each instanceof Map<?, ?> expected && "json".equals(expected.get("type"))) check(argument, expected);
        }
    }

    private static void check(byte[] argument, Map<?, ?> expected) {
        assertThat(argument).startsWith(JSON);
        int length = argument.length - 2;
        if (expected.containsKey("invalid")) {
            assertThatThrownBy(() -> Json.parse(argument, 2, length, JsonLimits.DEFAULT))
                    .isInstanceOf(JsonException.class);
            return;
        }
        Object value = Json.parse(argument, 2, length, JsonLimits.DEFAULT);
        assertThat(value).isEqualTo(expected.get("value"));

        String written = "j:" + Json.text(value);
        assertThat(written).isEqualTo(new String(argument, UTF_8));
        String untouched = "j:" + Json.text(Json.view(argument, 2, length, JsonLimits.DEFAULT));
        assertThat(untouched).isEqualTo(new String(argument, UTF_8));
    }
}
