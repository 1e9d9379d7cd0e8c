package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.HashMap;
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

    private SchemaCopy(String component) {
        base = SCHEMAS + component;
    }

    /**
     * The schema as the component.
     *
     * @throws IllegalArgumentException when it is nested too deeply
     */
    static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> schema, String component) {
        var copy = new SchemaCopy(component);
        copy.findAnchors(schema, "", 0);
        Map<String, @Nullable Object> members = Members.object(copy.value(schema, 0));
        // of the whole schema, not of a part of a document
        members.remove("$schema");
        members.remove("$id");
        return members;
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

    private IllegalArgumentException tooDeep() {
        return new IllegalArgumentException(
                "The schema of %s is nested more than %d levels deep".formatted(base, MAX_DEPTH));
    }

    private String reference(String reference) {
        String pointer = anchors.get(reference);
        if (pointer != null) return base + pointer;
        if (reference.equals("#")) return base;
        if (reference.startsWith(SCHEMAS)) return reference; // written for this document
        return reference.startsWith("#/") ? base + reference.substring(1) : reference;
    }
}
