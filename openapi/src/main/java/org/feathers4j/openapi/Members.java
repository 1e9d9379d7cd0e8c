package org.feathers4j.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** JSON objects, in the order of their members. */
final class Members {
    private Members() {}

    /**
     * An object that may be changed.
     *
     * @param namesAndValues a name, its value, and so on; a null value leaves the member out
     */
    static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2)
            if (namesAndValues[i + 1] != null) members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        return members;
    }

    /** A value as an object; empty when it is none. */
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> map) map.forEach((name, member) -> members.put(String.valueOf(name), member));
        return members;
    }

    static Map<String, @Nullable Object> ref(String component) {
        return of("$ref", SchemaCopy.SCHEMAS + component);
    }

    /** Names of methods and events of other applications may be any text. */
    static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "_");
    }

    /** Nothing is required of a patch. */
    static Map<String, @Nullable Object> partial(Map<String, ? extends @Nullable Object> schema) {
        Map<String, @Nullable Object> partial = Members.object(schema);
        partial.remove("required");
        return partial;
    }
}
