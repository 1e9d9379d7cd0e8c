package org.feathers4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** What was recorded from a mesh of Node processes: the cases of a file in {@code vectors/mesh}, by their names. */
final class MeshRecording {
    private MeshRecording() {}

    static Map<String, Map<?, ?>> cases(String file) {
        try (var in = MeshRecording.class.getResourceAsStream("/vectors/mesh/" + file)) {
            var cases = new LinkedHashMap<String, Map<?, ?>>();
            Object parsed = Json.parse(Objects.requireNonNull(in, file).readAllBytes());
            for (Object one : list(object(parsed).get("cases")))
                cases.put(String.valueOf(object(one).get("name")), object(one));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> object(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }

    static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    /** The JSON value in the second argument of a case's only frame. */
    static Map<?, ?> message(Map<?, ?> recorded) {
        Map<?, ?> frame = recorded.containsKey("frames")
                ? object(list(recorded.get("frames")).getFirst())
                : recorded;
        return object(object(list(frame.get("args")).get(1)).get("value"));
    }
}
