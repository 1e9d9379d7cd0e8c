package org.feathers4j.hooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** Recorded cases, and those among them that we answer otherwise on purpose: how is in deviations.json, why in docs/deviations.md. */
final class Vectors {
    /** @param deviation what is expected instead; empty for most */
    record Case(String name, Map<String, @Nullable Object> recorded, Map<String, @Nullable Object> deviation) {
        /** A member of the case, as it was decided. */
        @Nullable
        Object get(String member) {
            return deviation.containsKey(member) ? deviation.get(member) : recorded.get(member);
        }

        boolean has(String member) {
            return deviation.containsKey(member) || recorded.containsKey(member);
        }

        /** The name, and whether it deviates. */
        String title() {
            return deviation.isEmpty() ? name : name + " [deviates]";
        }
    }

    private Vectors() {}

    static List<Case> cases(String file) {
        Map<String, @Nullable Object> deviations = deviations(file);
        return list(read(file).get("cases")).stream()
                .map(Vectors::object)
                .map(recorded -> {
                    String name = String.valueOf(recorded.get("name"));
                    return new Case(name, recorded, object(deviations.get(name)));
                })
                .toList();
    }

    static Map<String, @Nullable Object> deviations(String file) {
        return object(read("deviations").get(file));
    }

    static Map<String, @Nullable Object> read(String file) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
            return object(Json.parse(Objects.requireNonNull(in, file).readAllBytes()));
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

    /** JSON in a test's own words. */
    static Map<String, @Nullable Object> json(String text) {
        return object(Json.parse(text));
    }
}
