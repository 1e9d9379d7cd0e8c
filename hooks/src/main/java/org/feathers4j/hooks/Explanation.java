package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with an invalid value as Ajv would: the same issues in the same order. The validator decides which keywords are broken; this class only words
 * the issues.
 */
final class Explanation {
    private static final Pattern DEFINITIONS = Pattern.compile("^#/(definitions|\\$defs)/");

    private final Map<?, ?> document;
    private final boolean coerces;
    private final boolean tellsAll;
    private final Set<Failure> failures;
    /** For every value in which something is broken, however deep: what was evaluated. */
    private final Map<String, Set<String>> broken = new HashMap<>();

    private final ObjectIssues objects;
    private final ArrayIssues arrays;

    /**
     * @param document the whole schema
     * @param tellsAll whether to go on after the first issue
     */
    Explanation(Map<?, ?> document, boolean coerces, boolean tellsAll, Set<Failure> failures) {
        this.document = document;
        this.coerces = coerces;
        this.tellsAll = tellsAll;
        this.failures = failures;
        failures.forEach(this::remember);
        this.objects = new ObjectIssues(this);
        this.arrays = new ArrayIssues(this);
    }

    private void remember(Failure failure) {
        String instance = failure.instance();
        for (int end = instance.length(); end >= 0; end = instance.lastIndexOf('/', end - 1))
            broken.computeIfAbsent(instance.substring(0, end), pointer -> new HashSet<>())
                    .add(failure.evaluation());
    }

    /** All issues to report; never empty. */
    List<Map<String, @Nullable Object>> issues(@Nullable Object value) {
        List<Map<String, @Nullable Object>> issues = of(Place.root(document, value));
        return issues.isEmpty() ? unexplained() : issues;
    }

    /** A violation without a message of its own (a reference out of the document, a keyword of a later draft): refused all the same. */
    private List<Map<String, @Nullable Object>> unexplained() {
        return failures.stream()
                .map(failure -> {
                    String keyword =
                            failure.evaluation().substring(failure.evaluation().lastIndexOf('/') + 1);
                    Place place = new Place(null, "", "#", null, failure.instance(), false);
                    String message = "must be valid against \"%s\"".formatted(keyword);
                    return Issue.at(place, "#" + failure.evaluation(), keyword, Map.of(), message);
                })
                .limit(tellsAll ? failures.size() : 1)
                .toList();
    }

    List<Map<String, @Nullable Object>> of(Place place) {
        if (Boolean.FALSE.equals(place.schema())) return List.of(Issue.falseSchema(place));
        var all = new ArrayList<Map<String, @Nullable Object>>();
        if (!(place.schema() instanceof Map<?, ?> schema)) return all;
        for (String keyword : KeywordOrder.of(schema, coerces)) {
            all.addAll(of(place, keyword));
            if (isEnough(all)) return all;
        }
        return all;
    }

    private List<Map<String, @Nullable Object>> of(Place place, String keyword) {
        return switch (keyword) {
            case "$ref", "$recursiveRef", "$dynamicRef" -> reference(place, keyword);
            case "anyOf" -> isBroken(place, keyword) ? anyOf(place) : List.of();
            case "oneOf" -> isBroken(place, keyword) ? oneOf(place) : List.of();
            case "allOf" -> isBroken(place, keyword) ? allOf(place) : List.of();
            case "if" -> isBroken(place, keyword) ? condition(place) : List.of();
            case "required",
                    "propertyNames",
                    "additionalProperties",
                    "properties",
                    "patternProperties",
                    "dependencies",
                    "dependentRequired",
                    "dependentSchemas",
                    "unevaluatedProperties" -> objects.of(place, keyword);
            case "additionalItems", "prefixItems", "items", "contains", "uniqueItems", "unevaluatedItems" ->
                arrays.of(place, keyword);
            default -> isBroken(place, keyword) ? List.of(Issue.of(place, keyword)) : List.of();
        };
    }

    /** Whether no further issues are reported after these. */
    boolean isEnough(List<?> issues) {
        return !tellsAll && !issues.isEmpty();
    }

    boolean tellsAll() {
        return tellsAll;
    }

    boolean isBroken(Place place, String keyword) {
        return failures.contains(new Failure(place.evaluation() + "/" + keyword, place.instance()));
    }

    /** Whether any keyword is broken here or further in. */
    boolean isAnyBroken(Place place) {
        return broken.getOrDefault(place.instance(), Set.of()).stream()
                .anyMatch(evaluation -> isWithin(evaluation, place.evaluation()));
    }

    private static boolean isWithin(String pointer, String outer) {
        return pointer.startsWith(outer)
                && (pointer.length() == outer.length() || pointer.charAt(outer.length()) == '/');
    }

    /** What is wrong with the name of a member; it is validated on its own, with the definitions that references may lead to. */
    List<Map<String, @Nullable Object>> nameIssues(Place place, String name) {
        Place under = place.under("propertyNames");
        List<Map<String, @Nullable Object>> issues = under.schema() instanceof Map<?, ?> schema
                ? new Schema(withDefinitions(schema), coerces, tellsAll, false).issues(name)
                : of(under);
        return issues.stream().map(issue -> nameIssue(issue, under, name)).toList();
    }

    private static Map<String, @Nullable Object> nameIssue(
            Map<String, @Nullable Object> issue, Place under, String name) {
        Map<String, @Nullable Object> copy = Fields.copy(issue);
        copy.put("instancePath", under.instance());
        if (issue.get("schemaPath") instanceof String path
                && !DEFINITIONS.matcher(path).find()) copy.put("schemaPath", under.path() + path.substring(1));
        copy.put("propertyName", name);
        return copy;
    }

    private Map<String, @Nullable Object> withDefinitions(Map<?, ?> schema) {
        Map<String, @Nullable Object> copy = Fields.copy(schema);
        for (String keyword : List.of("$schema", "definitions", "$defs"))
            if (document.get(keyword) != null) copy.put(keyword, document.get(keyword));
        return copy;
    }

    private List<Map<String, @Nullable Object>> reference(Place place, String keyword) {
        if (!(place.says(keyword) instanceof String reference)) return List.of();
        Place target = place.referred(keyword, reference, Pointers.resolve(document, reference));
        if (!isAnyBroken(target)) return List.of(); // also where a schema contains itself without end
        List<Map<String, @Nullable Object>> issues = of(target);
        return issues.isEmpty() ? List.of(Issue.of(place, keyword)) : issues;
    }

    private List<Map<String, @Nullable Object>> anyOf(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (Place branch : branches(place, "anyOf")) all.addAll(of(branch.asOneOfMany()));
        all.add(Issue.of(place, "anyOf"));
        return all;
    }

    private List<Map<String, @Nullable Object>> oneOf(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        var passing = new ArrayList<Integer>();
        List<Place> branches = branches(place, "oneOf");
        for (int i = 0; i < branches.size() && passing.size() < 2; i++) {
            List<Map<String, @Nullable Object>> issues = of(branches.get(i).asOneOfMany());
            if (issues.isEmpty()) passing.add(i);
            all.addAll(issues);
        }
        Map<String, @Nullable Object> params = Issue.param("passingSchemas", passing.isEmpty() ? null : passing);
        all.add(Issue.of(place, "oneOf", params, "must match exactly one schema in oneOf"));
        return all;
    }

    private List<Map<String, @Nullable Object>> allOf(Place place) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (Place branch : branches(place, "allOf")) {
            all.addAll(of(branch));
            if (isEnough(all)) return all;
        }
        return all;
    }

    private static List<Place> branches(Place place, String keyword) {
        if (!(place.says(keyword) instanceof List<?> schemas)) return List.of();
        return IntStream.range(0, schemas.size())
                .mapToObj(i -> place.under(keyword, Integer.toString(i), schemas.get(i)))
                .toList();
    }

    private List<Map<String, @Nullable Object>> condition(Place place) {
        String clause = isAnyBroken(place.under("then")) ? "then" : "else";
        var all = new ArrayList<>(of(place.under(clause)));
        if (isEnough(all) && !place.composite()) return all; // Ajv is gone before it comes to say what follows
        String message = "must match \"%s\" schema".formatted(clause);
        all.add(Issue.of(place, "if", Issue.param("failingKeyword", clause), message));
        return all;
    }
}
