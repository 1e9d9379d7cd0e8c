package org.feathers4j.adapter;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A query that was found to be in order.
 *
 * @param filters the keys that start with {@code $}, their values read: {@code $limit} and {@code $skip} are whole numbers or NaN
 * @param query the conditions on fields
 */
public record FilteredQuery(Map<String, @Nullable Object> filters, Map<String, @Nullable Object> query) {
    /** Both in one query again. */
    public Map<String, @Nullable Object> joined() {
        var joined = new LinkedHashMap<>(query);
        joined.putAll(filters);
        return joined;
    }
}
