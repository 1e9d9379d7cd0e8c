package org.feathers4j.distributed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** Recorded behaviour of Node peers. */
final class Vectors {
    private Vectors() {}

    static List<Map<String, @Nullable Object>> cases(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/mesh/" + file)) {
            Map<String, @Nullable Object> whole =
                    object(Json.parse(Objects.requireNonNull(in, file).readAllBytes()));
            return list(whole.get("cases")).stream().map(Vectors::object).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON value of an argument of a recorded frame. */
    static @Nullable Object argument(@Nullable Object frame, int index) {
        return object(list(object(frame).get("args")).get(index)).get("value");
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object json) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(json);
    }

    @SuppressWarnings("unchecked") // any list of JSON values
    static List<@Nullable Object> list(@Nullable Object json) {
        return json == null ? List.of() : (List<@Nullable Object>) json;
    }
}
