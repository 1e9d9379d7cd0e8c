package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What is wrong with the members of an object. */
final class ObjectIssues {
    private final Explanation whole;

    ObjectIssues(Explanation whole) {
        this.whole = whole;
    }

    List<Map<String, @Nullable Object>> of(Place place, String keyword) {
        return switch (keyword) {
            case "required" -> whole.isBroken(place, keyword) ? required(place) : List.of();
            case "properties" -> properties(place);
            case "patternProperties" -> patternProperties(place);
            case "additionalProperties" -> additionalProperties(place);
            case "unevaluatedProperties" -> unevaluatedProperties(place);
            case "propertyNames" -> propertyNames(place);
            default -> whole.isBroken(place, keyword) ? dependencies(place, keyword) : List.of();
        };
    }

    private List<Map<String, @Nullable Object>> required(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        if (!(place.says("required") instanceof List<?> names)) return all;
        for (Object name : names) {
            if (name != null && !place.members().containsKey(name)) all.add(Issue.missing(place, name));
            if (whole.isEnough(all)) return all;
        }
        return all;
    }

    private List<Map<String, @Nullable Object>> properties(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        schemas(place, "properties").forEach((name, schema) -> {
            if (place.members().containsKey(name) && !whole.isEnough(all))
                all.addAll(whole.of(place.under("properties", name, schema)
                        .into(name, place.members().get(name))));
        });
        return all;
    }

    private List<Map<String, @Nullable Object>> patternProperties(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        schemas(place, "patternProperties").forEach((pattern, schema) -> {
            Place under = place.under("patternProperties", pattern, schema);
            for (String name : names(place))
                if (Pattern.compile(pattern).matcher(name).find() && !whole.isEnough(all))
                    all.addAll(whole.of(under.into(name, place.members().get(name))));
        });
        return all;
    }

    private List<Map<String, @Nullable Object>> additionalProperties(Place place) {
        Map<String, ?> known = schemas(place, "properties");
        List<Pattern> patterns = schemas(place, "patternProperties").keySet().stream()
                .map(Pattern::compile)
                .toList();
        var others = names(place).stream()
                .filter(name -> !known.containsKey(name))
                .filter(name -> patterns.stream()
                        .noneMatch(pattern -> pattern.matcher(name).find()))
                .toList();
        return others(place, "additionalProperties", "additionalProperty", "additional", others);
    }

    private List<Map<String, @Nullable Object>> unevaluatedProperties(Place place) {
        Place under = place.under("unevaluatedProperties");
        var others = names(place).stream()
                .filter(name -> whole.isAnyBroken(under.into(name, null)))
                .toList();
        return others(place, "unevaluatedProperties", "unevaluatedProperty", "unevaluated", others);
    }

    private List<Map<String, @Nullable Object>> others(
            Place place, String keyword, String param, String word, List<String> names) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        boolean none = Boolean.FALSE.equals(place.says(keyword));
        for (String name : names) {
            if (none)
                all.add(Issue.of(
                        place, keyword, Issue.param(param, name), "must NOT have %s properties".formatted(word)));
            else
                all.addAll(
                        whole.of(place.under(keyword).into(name, place.members().get(name))));
            if (whole.isEnough(all)) return all;
        }
        return all;
    }

    /** The validator does not say which name is wrong, so every name is asked for once more on its own. */
    private List<Map<String, @Nullable Object>> propertyNames(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        if (!whole.isAnyBroken(place.under("propertyNames"))) return all;
        for (String name : names(place)) {
            List<Map<String, @Nullable Object>> issues = whole.nameIssues(place, name);
            if (issues.isEmpty()) continue;
            all.addAll(issues);
            all.add(Issue.of(place, "propertyNames", Issue.param("propertyName", name), "property name must be valid"));
            if (whole.isEnough(all)) return all;
        }
        return all;
    }

    private List<Map<String, @Nullable Object>> dependencies(Place place, String keyword) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        Map<String, @Nullable Object> present = schemas(place, keyword);
        present.keySet().retainAll(names(place));
        present.forEach((name, needed) -> {
            if (needed instanceof List<?> properties && !whole.isEnough(all))
                all.addAll(missing(place, keyword, name, properties));
        });
        present.forEach((name, schema) -> {
            if (!(schema instanceof List<?>) && !whole.isEnough(all))
                all.addAll(whole.of(place.under(keyword, name, schema)));
        });
        return all;
    }

    private List<Map<String, @Nullable Object>> missing(Place place, String keyword, String name, List<?> needed) {
        return needed.stream()
                .map(Objects::requireNonNull)
                .filter(property -> !place.members().containsKey(property))
                .limit(whole.tellsAll() ? needed.size() : 1)
                .map(property -> Issue.missing(place, keyword, name, needed, property))
                .toList();
    }

    private static Map<String, @Nullable Object> schemas(Place place, String keyword) {
        return place.says(keyword) instanceof Map<?, ?> schemas ? Fields.copy(schemas) : new LinkedHashMap<>();
    }

    private static List<String> names(Place place) {
        return place.members().keySet().stream().map(String::valueOf).toList();
    }
}
