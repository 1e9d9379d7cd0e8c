package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** One validation issue, in the words of Ajv (lib/vocabularies). */
final class Issue {
    private Issue() {}

    static Map<String, @Nullable Object> of(
            Place place, String keyword, Map<String, ? extends @Nullable Object> params, String message) {
        return at(place, place.path() + "/" + keyword, keyword, params, message);
    }

    static Map<String, @Nullable Object> at(
            Place place,
            String schemaPath,
            String keyword,
            Map<String, ? extends @Nullable Object> params,
            String message) {
        var issue = new LinkedHashMap<String, @Nullable Object>();
        issue.put("instancePath", place.instance());
        issue.put("schemaPath", schemaPath);
        issue.put("keyword", keyword);
        issue.put("params", params);
        issue.put("message", message);
        return issue;
    }

    /** Properties to what is wrong with them: names with dots in between, and messages with commas. */
    static Map<String, @Nullable Object> byProperty(List<Map<String, @Nullable Object>> issues) {
        var messages = new LinkedHashMap<String, @Nullable Object>();
        for (Map<String, @Nullable Object> issue : issues)
            messages.merge(
                    property(issue), String.valueOf(issue.get("message")), (before, more) -> before + ", " + more);
        return messages;
    }

    /** An issue about a missing or an additional property names the property, not the object. */
    private static String property(Map<String, @Nullable Object> issue) {
        var names = new ArrayList<String>();
        for (String name : String.valueOf(issue.get("instancePath")).split("/", -1))
            if (!name.isEmpty()) names.add(name.replace("~1", "/").replace("~0", "~"));
        if (issue.get("params") instanceof Map<?, ?> params) {
            for (String about : List.of("missingProperty", "additionalProperty", "unevaluatedProperty"))
                if (params.get(about) != null) names.add(String.valueOf(params.get(about)));
        }
        return String.join(".", names);
    }

    /** For keywords that need nothing but their own value for an explanation. */
    static Map<String, @Nullable Object> of(Place place, String keyword) {
        Object said = place.says(keyword);
        return switch (keyword) {
            case "type" -> of(place, keyword, param("type", said), "must be " + types(said));
            case "maximum" -> bound(place, keyword, "<=");
            case "minimum" -> bound(place, keyword, ">=");
            case "exclusiveMaximum" -> bound(place, keyword, "<");
            case "exclusiveMinimum" -> bound(place, keyword, ">");
            case "multipleOf" ->
                of(place, keyword, param("multipleOf", said), "must be multiple of " + Json.text(said));
            case "maxLength" -> limit(place, keyword, "more", "characters");
            case "minLength" -> limit(place, keyword, "fewer", "characters");
            case "maxItems" -> limit(place, keyword, "more", "items");
            case "minItems" -> limit(place, keyword, "fewer", "items");
            case "maxProperties" -> limit(place, keyword, "more", "properties");
            case "minProperties" -> limit(place, keyword, "fewer", "properties");
            case "pattern" -> of(place, keyword, param("pattern", said), "must match pattern \"%s\"".formatted(said));
            case "format" -> of(place, keyword, param("format", said), "must match format \"%s\"".formatted(said));
            case "const" -> of(place, keyword, param("allowedValue", said), "must be equal to constant");
            case "enum" ->
                of(place, keyword, param("allowedValues", said), "must be equal to one of the allowed values");
            case "not" -> of(place, keyword, Map.of(), "must NOT be valid");
            case "anyOf" -> of(place, keyword, Map.of(), "must match a schema in anyOf");
            default -> of(place, keyword, Map.of(), "must be valid against \"%s\"".formatted(keyword));
        };
    }

    static Map<String, @Nullable Object> missing(Place place, Object property) {
        return of(
                place,
                "required",
                param("missingProperty", property),
                "must have required property '%s'".formatted(property));
    }

    static Map<String, @Nullable Object> missing(
            Place place, String keyword, String property, List<?> needed, Object missing) {
        var params = new LinkedHashMap<String, @Nullable Object>();
        String names = String.join(", ", needed.stream().map(String::valueOf).toList());
        params.put("property", property);
        params.put("missingProperty", missing);
        params.put("depsCount", needed.size());
        params.put("deps", names);
        return of(
                place,
                keyword,
                params,
                "must have %s %s when property %s is present"
                        .formatted(needed.size() == 1 ? "property" : "properties", names, property));
    }

    static Map<String, @Nullable Object> tooMany(Place place, String keyword, int most) {
        return of(place, keyword, param("limit", most), "must NOT have more than %d items".formatted(most));
    }

    static Map<String, @Nullable Object> falseSchema(Place place) {
        return of(place, "false schema", Map.of(), "boolean schema is false");
    }

    static Map<String, @Nullable Object> param(String name, @Nullable Object value) {
        var params = new LinkedHashMap<String, @Nullable Object>();
        params.put(name, value);
        return params;
    }

    private static Map<String, @Nullable Object> bound(Place place, String keyword, String comparison) {
        Object said = place.says(keyword);
        Map<String, @Nullable Object> params = param("comparison", comparison);
        params.put("limit", said);
        return of(place, keyword, params, "must be " + comparison + " " + Json.text(said));
    }

    private static Map<String, @Nullable Object> limit(Place place, String keyword, String more, String what) {
        Object said = place.says(keyword);
        return of(
                place,
                keyword,
                param("limit", said),
                "must NOT have %s than %s %s".formatted(more, Json.text(said), what));
    }

    private static String types(@Nullable Object said) {
        return said instanceof List<?> types
                ? String.join(",", types.stream().map(String::valueOf).toList())
                : String.valueOf(said);
    }
}
