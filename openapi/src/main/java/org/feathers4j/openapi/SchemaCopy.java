package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A schema as a component of a document. References inside it lead to the same place inside the component; anchors, which would be those of the whole document, become pointers.
 */
final class SchemaCopy {
    static final String SCHEMAS = "#/components/schemas/";

    /** The same of a schema is a circle in Java objects beyond it. */
    private static final int MAX_DEPTH = 200;

    private final String base;
    private final Map<String, String> anchors = new HashMap<>();

    private final Map<String, String> parts;

    private SchemaCopy(String component, Map<String, String> parts) {
        base = SCHEMAS + component;
        this.parts = parts;
    }

    /**
     * The schema as the component, and its parts as components of theirs, by name.
     *
     * @param parts names of parts to those of their components; the others stay inside
     * @throws IllegalArgumentException when it is nested too deeply
     */
    static Map<String, Map<String, @Nullable Object>> of(
            Map<String, ? extends @Nullable Object> schema, String component, Map<String, String> parts) {
        var copy = new SchemaCopy(component, parts);
        copy.findAnchors(schema, "", 0);
        Map<String, @Nullable Object> members = Members.object(copy.value(schema, 0));
        // of the whole schema, not of a part of a document
        members.remove("$schema");
        members.remove("$id");
        var components = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        components.put(component, members);
        Map<String, @Nullable Object> definitions = Members.object(members.get("$defs"));
        parts.forEach((part, name) -> components.put(name, Members.object(definitions.remove(part))));
        if (definitions.isEmpty()) members.remove("$defs");
        else members.put("$defs", definitions);
        return components;
    }

    /** The schema as the component, its parts inside. */
    static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> schema, String component) {
        return Members.object(of(schema, component, Map.of()).get(component));
    }

    private void findAnchors(@Nullable Object value, String pointer, int depth) {
        if (depth > MAX_DEPTH) throw tooDeep();
        switch (value) {
            case Map<?, ?> members -> {
                if (members.get("$anchor") instanceof String anchor) anchors.put("#" + anchor, pointer);
                members.forEach((name, member) ->
                        findAnchors(member, pointer + "/" + escaped(String.valueOf(name)), depth + 1));
            }
            case List<?> items -> {
                for (int i = 0; i < items.size(); i++) findAnchors(items.get(i), pointer + "/" + i, depth + 1);
            }
            case null, default -> {}
        }
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private @Nullable Object value(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) throw tooDeep();
        return switch (value) {
            case Map<?, ?> members -> {
                Map<String, @Nullable Object> copy = Members.of();
                members.forEach((name, member) -> {
                    if (name.equals("$anchor") && member instanceof String) return;
                    if (isRange(members, String.valueOf(name), member)) return;
                    boolean isReference = name.equals("$ref") && member instanceof String;
                    copy.put(
                            String.valueOf(name),
                            isReference ? reference(String.valueOf(member)) : value(member, depth + 1));
                });
                yield copy;
            }
            case List<?> items -> {
                var copy = new ArrayList<@Nullable Object>(items.size());
                for (Object item : items) copy.add(value(item, depth + 1));
                yield copy;
            }
            case null, default -> value;
        };
    }

    /** What the format says already; pages would make an example of it. */
    private static boolean isRange(Map<?, ?> members, String keyword, @Nullable Object value) {
        boolean isInt = "int32".equals(members.get("format"));
        if (!(value instanceof Number limit) || (!isInt && !"int64".equals(members.get("format")))) return false;
        return switch (keyword) {
            case "minimum" -> limit.longValue() == (isInt ? Integer.MIN_VALUE : Long.MIN_VALUE);
            case "maximum" -> limit.longValue() == (isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
            default -> false;
        };
    }

    private IllegalArgumentException tooDeep() {
        return new IllegalArgumentException(
                "The schema of %s is nested more than %d levels deep".formatted(base, MAX_DEPTH));
    }

    private String reference(String reference) {
        String pointer = anchors.get(reference);
        if (pointer != null) return base + pointer;
        if (reference.equals("#")) return base;
        if (reference.startsWith(SCHEMAS)) return reference; // written for this document
        String part = Parts.named(reference);
        String own = part == null ? null : parts.get(part);
        if (part != null && own != null)
            return SCHEMAS
                    + own
                    + reference.substring("#/$defs/".length() + escaped(part).length());
        return reference.startsWith("#/") ? base + reference.substring(1) : reference;
    }
}
