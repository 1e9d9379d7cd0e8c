package org.feathers4j.server;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.jspecify.annotations.Nullable;

/** Answers the value its id names (fixture A of the vectors). */
final class OddValues implements Service.Gets, Service.Creates, Service.Removes {
    @Override
    public @Nullable Object get(Id id, Params params) {
        return switch (id.text()) {
            case "false" -> false;
            case "zero" -> 0;
            case "empty" -> "";
            case "string" -> "text";
            case "number" -> 12.5;
            case "true" -> true;
            case "array" -> List.of();
            case "object" -> Map.of();
            case "date" -> Instant.parse("2024-01-02T03:04:05.678Z");
            case "nan" -> Double.NaN;
            case "nested" -> nested();
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> nested() {
        var nested = new LinkedHashMap<String, @Nullable Object>();
        nested.put("b", null);
        nested.put("c", Arrays.asList(null, 1));
        return nested;
    }

    @Override
    public @Nullable Object create(@Nullable Object data, Params params) {
        return data instanceof Map<?, ?> members ? members.get("value") : null;
    }

    @Override
    public @Nullable Object remove(@Nullable Id id, Params params) {
        return null;
    }
}
