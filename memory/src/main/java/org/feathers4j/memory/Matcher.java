package org.feathers4j.memory;

import java.util.Map;
import java.util.function.Predicate;

import org.feathers4j.adapter.QueryFilter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record matches a query: equality, {@code $in $nin $lt $lte $gt $gte $ne}, {@code $or} and {@code $and}, dot paths.
 *
 * <p>null equals null and missing; numbers are equal by value, nothing else is converted; an array matches when one of its elements, or
 * it as a whole, does. Immutable, for all threads. The query must not change after it was given.
 */
public final class Matcher implements Predicate<Map<String, @Nullable Object>> {
    private static final Matcher EVERYTHING = new Matcher(record -> true);

    private final Predicate<Map<String, @Nullable Object>> condition;

    private Matcher(Predicate<Map<String, @Nullable Object>> condition) {
        this.condition = condition;
    }

    /**
     * The matcher for a query without filters ({@code $limit} and the like, see {@link QueryFilter}).
     *
     * @throws org.feathers4j.FeathersException BadRequest when the query is malformed or uses an unknown operator
     */
    public static Matcher of(Map<String, ? extends @Nullable Object> query) {
        return of(query, Map.of());
    }

    /**
     * The matcher for a query that may use further operators.
     *
     * @param operators by name, with the {@code $}; they win over the usual ones
     * @throws org.feathers4j.FeathersException BadRequest when the query is malformed or uses an unknown operator
     */
    public static Matcher of(Map<String, ? extends @Nullable Object> query, Map<String, Operator> operators) {
        return query.isEmpty() ? EVERYTHING : new Matcher(new QueryReader(operators).read(query)::holds);
    }

    @Override
    public boolean test(Map<String, @Nullable Object> record) {
        return condition.test(record);
    }
}
