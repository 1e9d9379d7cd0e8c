package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order Ajv looks at the keywords of a schema, which decides the issue that is reported first: by groups for the types of values, in a group in the
 * order of registration (lib/compile/rules.ts, lib/vocabularies).
 */
final class KeywordOrder {
    private record Group(String type, List<String> keywords) {}

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "number",
                    List.of("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf", "format")),
            new Group("string", List.of("maxLength", "minLength", "pattern", "format")),
            new Group(
                    "",
                    List.of(
                            "$ref",
                            "$recursiveRef",
                            "$dynamicRef",
                            "const",
                            "enum",
                            "not",
                            "anyOf",
                            "oneOf",
                            "allOf",
                            "if")),
            new Group(
                    "array",
                    List.of(
                            "maxItems",
                            "minItems",
                            "additionalItems",
                            "prefixItems",
                            "items",
                            "contains",
                            "uniqueItems",
                            "unevaluatedItems")),
            new Group(
                    "object",
                    List.of(
                            "maxProperties",
                            "minProperties",
                            "required",
                            "propertyNames",
                            "additionalProperties",
                            "dependencies",
                            "properties",
                            "patternProperties",
                            "dependentRequired",
                            "dependentSchemas",
                            "unevaluatedProperties")));
    private static final Set<String> COERCIBLE = Set.of("string", "number", "integer", "boolean", "null");

    private KeywordOrder() {}

    /** The keywords of a schema that it knows. */
    static List<String> of(Map<?, ?> schema, boolean coerces) {
        var ordered = new ArrayList<String>();
        String late = lateType(schema, coerces);
        if (schema.containsKey("type") && late.isEmpty()) ordered.add("type");
        for (Group group : GROUPS) {
            for (String keyword : group.keywords)
                if (schema.containsKey(keyword) && !ordered.contains(keyword)) ordered.add(keyword);
            if (group.type.equals(late) && !late.isEmpty()) ordered.add("type");
        }
        return ordered;
    }

    /** A single type that has keywords of its own is checked along with these, not first (lib/compile/validate/dataType.ts). */
    private static String lateType(Map<?, ?> schema, boolean coerces) {
        if (!(schema.get("type") instanceof String type) || (coerces && COERCIBLE.contains(type))) return "";
        return GROUPS.stream()
                        .anyMatch(group -> group.type.equals(type)
                                && group.keywords.stream().anyMatch(schema::containsKey))
                ? type
                : "";
    }
}
