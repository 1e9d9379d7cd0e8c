package org.feathers4j.adapter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.JsNumbers;
import org.feathers4j.JsText;
import org.jspecify.annotations.Nullable;

/**
 * The guard in front of a store: lets a client's query through only if it knows every filter and every operator in it, and sets the filters
 * apart. Does what {@code filterQuery} of Feathers does (adapter-commons, src/query.ts), which lets {@code $and} stand at the top only.
 *
 * @param filters allowed besides {@code $limit $skip $sort $select $or $and}, or instead of them, by name with the {@code $}
 * @param operators allowed besides {@code $in $nin $lt $lte $gt $gte $ne $or $and}
 * @param paginate sets and caps {@code $limit}; null leaves it alone
 */
public record QueryFilter(
        Map<String, FilterConverter> filters,
        Set<String> operators,
        @Nullable Pagination paginate) {
    private static final Set<String> OPERATORS = Set.of("$in", "$nin", "$lt", "$lte", "$gt", "$gte", "$ne", "$or");

    public QueryFilter {
        filters = Map.copyOf(filters);
        operators = Set.copyOf(operators);
    }

    /** Knows what Feathers knows, without pages. */
    public static QueryFilter standard() {
        return new QueryFilter(Map.of(), Set.of(), null);
    }

    /**
     * The query in two halves. Conditions are passed on as they are, not copied.
     *
     * @throws FeathersException BadRequest for an unknown filter or operator; its data are the object with the operator
     */
    public FilteredQuery apply(Map<String, ? extends @Nullable Object> query) {
        var found = new LinkedHashMap<String, @Nullable Object>();
        var rest = new LinkedHashMap<String, @Nullable Object>();
        query.forEach((key, value) -> {
            if (key.startsWith("$")) filter(key, value, found);
            else rest.put(key, checked(value));
        });
        Number requested = found.get("$limit") instanceof Number number ? number : null;
        Number limit = paginate == null ? requested : paginate.limit(requested);
        if (limit != null) found.put("$limit", limit);
        return new FilteredQuery(found, rest);
    }

    private void filter(String key, @Nullable Object value, Map<String, @Nullable Object> found) {
        FilterConverter special = filters.get(key);
        if (special == null) {
            found.put(key, standardFilter(key, value));
        } else {
            Object converted = special.convert(value);
            if (converted != null) found.put(key, converted);
        }
    }

    private @Nullable Object standardFilter(String key, @Nullable Object value) {
        return switch (key) {
            case "$limit", "$skip" -> JsNumbers.parse(value);
            case "$sort" -> checked(value) instanceof Map<?, ?> weights ? weights(weights) : value;
            case "$select" ->
                checked(value) instanceof List<?> names
                        ? names.stream().map(JsText::of).toList()
                        : value;
            case "$or", "$and" -> checkedQueries(value);
            default -> throw FeathersException.badRequest("Invalid filter value " + key);
        };
    }

    private static Map<String, @Nullable Object> weights(Map<?, ?> sort) {
        var weights = new LinkedHashMap<String, @Nullable Object>();
        sort.forEach((key, weight) -> {
            boolean nested = weight instanceof Map<?, ?> || weight instanceof List<?>;
            weights.put(String.valueOf(key), nested ? weight : JsNumbers.parse(weight));
        });
        return weights;
    }

    private @Nullable Object checked(@Nullable Object value) {
        return checked(value, false);
    }

    /** The value of {@code $or} and {@code $and}. */
    private @Nullable Object checkedQueries(@Nullable Object value) {
        return checked(value, true);
    }

    /** @param isQuery whether objects are whole queries, in which {@code $and} may stand too */
    private @Nullable Object checked(@Nullable Object value, boolean isQuery) {
        if (value instanceof List<?> items) items.forEach(item -> checked(item, isQuery));
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> {
                boolean isCombination = isQuery && ("$or".equals(key) || "$and".equals(key));
                if (key instanceof String name && name.startsWith("$") && !isCombination && !isAllowed(name))
                    throw FeathersException.badRequest("Invalid query parameter " + name)
                            .withData(members);
                checked(member, isCombination);
            });
        }
        return value;
    }

    private boolean isAllowed(String operator) {
        return OPERATORS.contains(operator) || operators.contains(operator);
    }
}
