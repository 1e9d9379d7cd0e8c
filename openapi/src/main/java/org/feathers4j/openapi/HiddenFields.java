package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Takes the fields that clients never see out of the schema of a record. A nested record that loses a field is a schema of its own at that place, for elsewhere it may be
 * shown whole.
 *
 * @param definitions the parts of the schema, by name
 * @param isHidden of a field, dots between its names
 */
record HiddenFields(Map<String, @Nullable Object> definitions, Predicate<String> isHidden) {
    /** Below this a record inside itself is the same again. */
    private static final int DEEPEST = 4;

    Map<String, @Nullable Object> removedFrom(Map<String, @Nullable Object> schema) {
        return removed(schema, "", 0);
    }

    private Map<String, @Nullable Object> removed(Map<String, @Nullable Object> schema, String path, int depth) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) return schema;
        Map<String, @Nullable Object> shown = Members.of();
        var gone = new ArrayList<@Nullable Object>();
        properties.forEach((property, value) -> {
            String field = path + property;
            if (isHidden.test(field)) gone.add(property);
            else shown.put(String.valueOf(property), value(value, field + ".", depth + 1));
        });
        Map<String, @Nullable Object> changed = Members.object(schema);
        changed.put("properties", shown);
        if (!gone.isEmpty() && schema.get("required") instanceof List<?> required)
            changed.put(
                    "required",
                    required.stream().filter(each -> !gone.contains(each)).toList());
        return changed;
    }

    private @Nullable Object value(@Nullable Object value, String path, int depth) {
        if (!(value instanceof Map<?, ?>)) return value;
        Map<String, @Nullable Object> schema = Members.object(value);
        if (schema.get("anyOf") instanceof List<?> alternatives) {
            var changed = new ArrayList<@Nullable Object>();
            for (Object alternative : alternatives) changed.add(value(alternative, path, depth));
            schema.put("anyOf", changed);
        }
        if (!(schema.get("$ref") instanceof String reference)) return removed(schema, path, depth);
        Map<String, @Nullable Object> part = Members.object(definitions.get(Parts.named(reference)));
        if (depth > DEEPEST || part.isEmpty()) return value;
        Map<String, @Nullable Object> changed = removed(part, path, depth);
        return changed.equals(part) ? value : changed;
    }
}
