package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** The cases of {@code vectors/mesh/robustness.json}: unusual and malformed input, and what it does to Node. */
final class Robustness {

    private Robustness() {}

    /** The cases of one area: {@code request}, {@code discovery}, ... */
    static List<Map<String, @Nullable Object>> cases(String area) {
        try (var file = Robustness.class.getResourceAsStream("/vectors/mesh/robustness.json")) {
            if (file == null) {
                throw new AssertionError("vectors/mesh/robustness.json is not on the class path");
            }
            var json = Values.object(Json.parse(file.readAllBytes()));
            return Values.objects(json.get("cases")).stream()
                    .filter(each -> area.equals(each.get("area")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
