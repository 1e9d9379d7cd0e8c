package org.feathers4j.channels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** JSON among the test resources. */
final class Resources {
    private Resources() {}

    static @Nullable Object json(String name) {
        try (InputStream in = Objects.requireNonNull(Resources.class.getResourceAsStream("/" + name), name)) {
            return Json.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON object, an empty one for null. */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    static Map<String, @Nullable Object> object(@Nullable Object json) {
        return json == null ? Map.of() : (Map<String, @Nullable Object>) json;
    }

    static List<?> list(@Nullable Object json) {
        return json == null ? List.of() : (List<?>) json;
    }
}
