package org.feathers4j.interop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** The odd values of {@code services.mjs}, as far as Java has them. */
final class JavaValues {

    /** What {@code unicode} is on both sides. */
    static final String UNICODE = "grüße, 世界 🌍";

    private JavaValues() {}

    static @Nullable Object get(String name) {
        return switch (name) {
            case "string" -> "some text";
            case "empty" -> "";
            case "unicode" -> UNICODE;
            case "number" -> 42;
            case "decimal" -> 0.1;
            case "zero" -> 0;
            case "large" -> 1L << 53;
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            case "array" -> Arrays.asList(1, "two", null, Map.of("three", 3));
            case "object" -> Map.of("nested", Map.of("deep", List.of()));
            default -> throw FeathersException.notFound("No value is called '%s'", name);
        };
    }
}
