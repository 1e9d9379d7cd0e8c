package org.feathers4j.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What is wrong with the items of an array. */
final class ArrayIssues {
    private final Explanation whole;

    ArrayIssues(Explanation whole) {
        this.whole = whole;
    }

    List<Map<String, @Nullable Object>> of(Place place, String keyword) {
        return switch (keyword) {
            case "items" ->
                place.says("items") instanceof List<?> schemas
                        ? tuple(place, "items", schemas)
                        : rest(place, "items", size(place.says("prefixItems")));
            case "prefixItems" ->
                place.says("prefixItems") instanceof List<?> schemas ? tuple(place, "prefixItems", schemas) : List.of();
            case "additionalItems" ->
                place.says("items") instanceof List<?> schemas
                        ? rest(place, "additionalItems", schemas.size())
                        : List.of();
            case "unevaluatedItems" -> unevaluated(place);
            case "contains" -> contains(place);
            default -> whole.isBroken(place, keyword) ? List.of(duplicate(place)) : List.of();
        };
    }

    private List<Map<String, @Nullable Object>> tuple(Place place, String keyword, List<?> schemas) {
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < Math.min(schemas.size(), place.items().size()); i++) {
            String index = Integer.toString(i);
            all.addAll(whole.of(place.under(keyword, index, schemas.get(i))
                    .into(index, place.items().get(i))));
            if (whole.isEnough(all)) return all;
        }
        return all;
    }

    /** The items behind those that have schemas of their own. */
    private List<Map<String, @Nullable Object>> rest(Place place, String keyword, int from) {
        List<?> items = place.items();
        boolean none = Boolean.FALSE.equals(place.says(keyword)) && (from > 0 || keyword.equals("additionalItems"));
        if (none) return items.size() > from ? List.of(Issue.tooMany(place, keyword, from)) : List.of();
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = from; i < items.size() && !whole.isEnough(all); i++)
            all.addAll(whole.of(place.under(keyword).into(Integer.toString(i), items.get(i))));
        return all;
    }

    private List<Map<String, @Nullable Object>> unevaluated(Place place) {
        Place under = place.under("unevaluatedItems");
        List<?> items = place.items();
        var all = new ArrayList<Map<String, @Nullable Object>>();
        for (int i = 0; i < items.size() && !whole.isEnough(all); i++) {
            Place item = under.into(Integer.toString(i), items.get(i));
            if (!whole.isAnyBroken(item)) continue;
            if (Boolean.FALSE.equals(under.schema())) return List.of(Issue.tooMany(place, "unevaluatedItems", i));
            all.addAll(whole.of(item));
        }
        return all;
    }

    private List<Map<String, @Nullable Object>> contains(Place place) {
        boolean few = whole.isBroken(place, "contains") || whole.isBroken(place, "minContains");
        if (!few && !whole.isBroken(place, "maxContains")) return List.of();
        var all = new ArrayList<Map<String, @Nullable Object>>();
        // Ajv forgets why no item fits when it tells one issue only and nothing depends on it (lib/compile/errors.ts,
        // reportError)
        if (whole.tellsAll() || place.composite())
            for (int i = 0; i < place.items().size(); i++)
                all.addAll(whole.of(place.under("contains")
                        .into(Integer.toString(i), place.items().get(i))
                        .asOneOfMany()));
        all.add(tooFew(place));
        return all;
    }

    private static Map<String, @Nullable Object> tooFew(Place place) {
        Object least = place.says("minContains") instanceof Number min ? min : 1;
        Object most = place.says("maxContains");
        Map<String, @Nullable Object> params = Issue.param("minContains", least);
        if (most != null) params.put("maxContains", most);
        String message = most == null
                ? "must contain at least %s valid item(s)".formatted(least)
                : "must contain at least %s and no more than %s valid item(s)".formatted(least, most);
        return Issue.of(place, "contains", params, message);
    }

    /** The pair that Ajv finds first: from the end, and the other way round for scalars (lib/vocabularies/validation/uniqueItems.ts). */
    private static Map<String, @Nullable Object> duplicate(Place place) {
        List<?> items = place.items();
        int low = 0;
        int high = 0;
        for (int i = items.size() - 1; i > 0 && high == 0; i--)
            for (int j = i - 1; j >= 0 && high == 0; j--)
                if (isSame(items.get(i), items.get(j))) {
                    high = i;
                    low = j;
                }
        boolean scalars = hasScalars(place.says("items"));
        var params = new LinkedHashMap<String, @Nullable Object>();
        params.put("i", scalars ? low : high);
        params.put("j", scalars ? high : low);
        String message = "must NOT have duplicate items (items ## %s and %s are identical)"
                .formatted(params.get("j"), params.get("i"));
        return Issue.of(place, "uniqueItems", params, message);
    }

    private static boolean hasScalars(@Nullable Object schema) {
        if (!(schema instanceof Map<?, ?> keywords) || !keywords.containsKey("type")) return false;
        Set<?> types = keywords.get("type") instanceof List<?> list
                ? Set.copyOf(list)
                : Set.of(String.valueOf(keywords.get("type")));
        return !types.contains("object") && !types.contains("array");
    }

    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number one && b instanceof Number other) return one.doubleValue() == other.doubleValue();
        return Objects.equals(a, b);
    }

    private static int size(@Nullable Object schemas) {
        return schemas instanceof List<?> list ? list.size() : 0;
    }
}
