package org.feathers4j.openapi;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Parts of schemas, under {@code $defs}, as components of their own: nested records, which several schemas share. Parts with the same name are one component if they are
 * equal, with all that they refer to. Of one document, not for several threads.
 */
final class Parts {
    private static final String DEFINITIONS = "#/$defs/";
    /** Of a part that means something only inside its schema. */
    private static final Set<String> BOUND = Set.of("$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$recursiveRef");

    private final Set<String> taken;
    private final Map<String, String> known = new HashMap<>();

    /** @param taken names of components; those of parts are added */
    Parts(Set<String> taken) {
        this.taken = taken;
    }

    /** The name of the part in a reference; null when it leads elsewhere. */
    static @Nullable String named(String reference) {
        if (!reference.startsWith(DEFINITIONS)) return null;
        String name = reference.substring(DEFINITIONS.length());
        int end = name.indexOf('/');
        return (end < 0 ? name : name.substring(0, end)).replace("~1", "/").replace("~0", "~");
    }

    /** The parts of a schema that can stand on their own, each with the name of its component. */
    Map<String, String> of(Map<String, ? extends @Nullable Object> schema) {
        Map<String, @Nullable Object> definitions = Members.object(schema.get("$defs"));
        Map<String, Set<String>> uses = new TreeMap<>();
        definitions.forEach((name, part) -> {
            var references = new HashSet<String>();
            if (isFree(part, references)) uses.put(name, references);
        });
        // a part that uses one which cannot leave cannot leave either
        boolean isSmaller = true;
        while (isSmaller)
            isSmaller = uses.values().removeIf(references -> !uses.keySet().containsAll(references));
        var names = new TreeMap<String, String>();
        for (String name : uses.keySet()) names.put(name, component(name, definitions, uses));
        return names;
    }

    private static boolean isFree(@Nullable Object value, Set<String> references) {
        return switch (value) {
            case Map<?, ?> members -> isFree(members, references);
            case List<?> items -> items.stream().allMatch(item -> isFree(item, references));
            case null, default -> true;
        };
    }

    private static boolean isFree(Map<?, ?> members, Set<String> references) {
        for (Map.Entry<?, ? extends @Nullable Object> member : members.entrySet()) {
            if (member.getKey() instanceof String keyword && BOUND.contains(keyword)) return false;
            if ("$ref".equals(member.getKey()) && member.getValue() instanceof String reference) {
                String part = named(reference);
                if (part == null && reference.startsWith("#")) return false;
                if (part != null) references.add(part);
            } else if (!isFree(member.getValue(), references)) return false;
        }
        return true;
    }

    private String component(String name, Map<String, @Nullable Object> definitions, Map<String, Set<String>> uses) {
        var reached = new TreeMap<String, @Nullable Object>();
        var waiting = new ArrayDeque<>(List.of(name));
        while (!waiting.isEmpty()) {
            String next = waiting.remove();
            if (!reached.containsKey(next)) waiting.addAll(uses.getOrDefault(next, Set.of()));
            reached.put(next, definitions.get(next));
        }
        return known.computeIfAbsent(name + ' ' + Json.text(reached), text -> unique(name));
    }

    /** Without underscores, as names of custom methods have them. */
    private String unique(String name) {
        String word = Members.word(name).replace("_", "");
        if (word.isEmpty()) word = "Part";
        String unique = word;
        for (int i = 2; !taken.add(unique); i++) unique = word + i;
        return unique;
    }
}
