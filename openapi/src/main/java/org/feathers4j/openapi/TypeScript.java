package org.feathers4j.openapi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** Types of TypeScript from the schemas of components: each component is a type with its name. */
final class TypeScript {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w$]*");
    private static final String UNKNOWN = "unknown";

    private final Map<String, Map<String, @Nullable Object>> components;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> taken;
    /** Pointers to places inside components that others refer to. */
    private final ArrayDeque<String> waiting = new ArrayDeque<>();

    private final Map<String, String> pointers = new HashMap<>();

    /** @param reserved names of types that are not made of components */
    TypeScript(Map<String, Map<String, @Nullable Object>> components, Set<String> reserved) {
        this.components = components;
        this.taken = new HashSet<>(reserved);
        for (String component : components.keySet()) names.put(component, unique(capital(component)));
    }

    private String unique(String name) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) unique = name + i;
        return unique;
    }

    static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** The type of a component; {@code unknown} for null. */
    String name(@Nullable String component) {
        return component == null ? UNKNOWN : names.getOrDefault(component, UNKNOWN);
    }

    /** The declarations of all components. */
    String declarations() {
        var text = new StringBuilder();
        components.forEach((component, schema) -> declare(text, name(component), schema));
        while (!waiting.isEmpty()) {
            String pointer = waiting.remove();
            declare(text, String.valueOf(pointers.get(pointer)), found(pointer));
        }
        return text.toString();
    }

    private void declare(StringBuilder text, String name, @Nullable Object schema) {
        text.append(comment(schema, ""))
                .append("export type ")
                .append(name)
                .append(" = ")
                .append(type(schema, ""))
                .append("\n\n");
    }

    /** The type of any value that the schema allows. */
    String type(@Nullable Object schema) {
        return type(schema, "");
    }

    private String type(@Nullable Object schema, String indent) {
        if (Boolean.FALSE.equals(schema)) return "never";
        if (!(schema instanceof Map<?, ?> keywords)) return UNKNOWN;
        var parts = new LinkedHashSet<String>();
        if (keywords.get("$ref") instanceof String reference) parts.add(reference(reference));
        if (keywords.containsKey("const")) parts.add(literal(keywords.get("const")));
        else if (keywords.get("enum") instanceof List<?> values)
            parts.add(union(values.stream().map(TypeScript::literal).toList()));
        else parts.add(ofKinds(keywords, indent));
        for (String alternatives : List.of("anyOf", "oneOf"))
            if (keywords.get(alternatives) instanceof List<?> schemas)
                parts.add(union(schemas.stream().map(each -> type(each, indent)).toList()));
        if (keywords.get("allOf") instanceof List<?> schemas) schemas.forEach(each -> parts.add(type(each, indent)));
        parts.remove(UNKNOWN);
        if (parts.isEmpty()) return UNKNOWN;
        if (parts.size() == 1) return parts.getFirst();
        return String.join(" & ", parts.stream().map(TypeScript::grouped).toList());
    }

    private String ofKinds(Map<?, ?> keywords, String indent) {
        Object type = keywords.get("type");
        if (type == null && keywords.get("properties") instanceof Map<?, ?>) type = "object";
        if (type == null && keywords.containsKey("items")) type = "array";
        List<?> kinds = type instanceof List<?> several ? several : type == null ? List.of() : List.of(type);
        if (kinds.isEmpty()) return UNKNOWN;
        var types = new ArrayList<String>();
        for (Object kind : kinds) types.add(ofKind(String.valueOf(kind), keywords, indent));
        if (Boolean.TRUE.equals(keywords.get("nullable"))) types.add("null");
        return union(types);
    }

    private String ofKind(String kind, Map<?, ?> keywords, String indent) {
        return switch (kind) {
            case "string", "boolean", "null" -> kind;
            case "number", "integer" -> "number";
            case "array" -> array(keywords, indent);
            case "object" -> object(keywords, indent);
            default -> UNKNOWN;
        };
    }

    private String array(Map<?, ?> keywords, String indent) {
        Object tuple =
                keywords.get("prefixItems") instanceof List<?> ? keywords.get("prefixItems") : keywords.get("items");
        if (!(tuple instanceof List<?> items)) return grouped(type(keywords.get("items"), indent)) + "[]";
        var types = new ArrayList<String>();
        for (Object item : items) types.add(grouped(type(item, indent)) + "?");
        types.add("...unknown[]");
        return "[" + String.join(", ", types) + "]";
    }

    private String object(Map<?, ?> keywords, String indent) {
        Object further = keywords.get("additionalProperties");
        Map<String, @Nullable Object> properties = Members.object(keywords.get("properties"));
        if (properties.isEmpty())
            return Boolean.FALSE.equals(further)
                    ? "Record<string, never>"
                    : "Record<string, %s>".formatted(further == null ? UNKNOWN : type(further, indent));
        List<?> required = keywords.get("required") instanceof List<?> names ? names : List.of();
        var text = new StringBuilder("{\n");
        String inner = indent + "  ";
        properties.forEach((name, schema) -> text.append(comment(schema, inner))
                .append(inner)
                .append(key(name))
                .append(required.contains(name) ? ": " : "?: ")
                .append(type(schema, inner))
                .append('\n'));
        // of a narrower type the named properties would have to be, too
        if (Boolean.TRUE.equals(further) || further instanceof Map<?, ?>)
            text.append(inner).append("[key: string]: unknown\n");
        return text.append(indent).append('}').toString();
    }

    private String reference(String reference) {
        if (!reference.startsWith(SchemaCopy.SCHEMAS)) return UNKNOWN;
        String place = reference.substring(SchemaCopy.SCHEMAS.length());
        if (place.indexOf('/') < 0) return name(place);
        String known = pointers.get(place);
        if (known != null) return known;
        if (found(place) == null) return UNKNOWN;
        String[] steps = place.split("/", -1);
        String word = Members.word(steps[steps.length - 1]);
        String name = unique(name(steps[0]) + "_" + word);
        pointers.put(place, name);
        waiting.add(place);
        return name;
    }

    private @Nullable Object found(String place) {
        Object at = components;
        for (String step : place.split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = switch (at) {
                case Map<?, ?> members -> members.get(name);
                case List<?> items -> item(items, name);
                case null, default -> null;
            };
        }
        return at;
    }

    private static @Nullable Object item(List<?> items, String index) {
        if (!index.matches("\\d{1,6}") || Integer.parseInt(index) >= items.size()) return null;
        return items.get(Integer.parseInt(index));
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> object -> "Record<string, unknown>";
            case List<?> list -> "unknown[]";
            case null, default -> Json.text(value);
        };
    }

    private static String union(List<String> types) {
        var different = new LinkedHashSet<>(types);
        if (different.isEmpty()) return "never";
        if (different.contains(UNKNOWN)) return UNKNOWN;
        return String.join(" | ", different);
    }

    /** What is more than one word is kept together. */
    private static String grouped(String type) {
        return type.contains(" | ") || type.contains(" & ") ? "(" + type + ")" : type;
    }

    static String key(String name) {
        return IDENTIFIER.matcher(name).matches() ? name : Json.text(name);
    }

    private static String comment(@Nullable Object schema, String indent) {
        if (!(schema instanceof Map<?, ?> keywords) || !(keywords.get("description") instanceof String text)) return "";
        return comment(text, indent);
    }

    static String comment(String text, String indent) {
        String safe = text.replace("*/", "* /").replaceAll("\\s+", " ").strip();
        return "%s/** %s */\n".formatted(indent, safe);
    }
}
