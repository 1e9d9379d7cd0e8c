package org.feathers4j.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The schema of the queries that Feathers allows on some properties (packages/schema/src/json-schema.ts), except that {@code $or} and {@code $and}
 * may be nested at any depth, as services support it.
 */
record QuerySyntax(
        Map<String, ? extends @Nullable Object> properties, Map<String, ? extends Map<String, ?>> extensions) {
    private static final List<String> COMPARISONS = List.of("$gt", "$gte", "$lt", "$lte", "$ne");

    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> conditions = conditions();
        String anchor = "query-" + Integer.toHexString(conditions.hashCode());
        var nested = new LinkedHashMap<>(conditions);
        nested.put("$or", list(Map.of("$ref", "#" + anchor)));
        nested.put("$and", list(Map.of("$ref", "#" + anchor)));
        Map<String, @Nullable Object> alternative = closed(nested);
        alternative.put("$anchor", anchor);
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("$limit", Map.of("type", "number", "minimum", 0));
        members.put("$skip", Map.of("type", "number", "minimum", 0));
        members.put("$sort", sort());
        members.put("$select", select());
        members.put("$or", list(alternative));
        members.put("$and", list(closed(nested)));
        members.putAll(conditions);
        return members;
    }

    private Map<String, @Nullable Object> conditions() {
        var conditions = new LinkedHashMap<String, @Nullable Object>();
        properties.forEach((name, schema) -> conditions.put(name, condition(name, schema)));
        return conditions;
    }

    private Map<String, @Nullable Object> condition(String name, @Nullable Object schema) {
        Object value = schema instanceof Map<?, ?> keywords ? Fields.without(keywords, List.of("default")) : schema;
        boolean isArray = value instanceof Map<?, ?> keywords && "array".equals(keywords.get("type"));
        var operators = new LinkedHashMap<String, @Nullable Object>();
        for (String comparison : COMPARISONS) operators.put(comparison, value);
        operators.put("$in", isArray ? value : list(value));
        operators.put("$nin", isArray ? value : list(value));
        Map<String, ?> more = extensions.get(name);
        if (more != null) operators.putAll(more);
        var condition = new LinkedHashMap<String, @Nullable Object>();
        condition.put("anyOf", List.of(value == null ? Map.of() : value, closed(operators)));
        return condition;
    }

    private Map<String, @Nullable Object> sort() {
        var directions = new LinkedHashMap<String, @Nullable Object>();
        for (String name : properties.keySet()) directions.put(name, Map.of("type", "number", "enum", List.of(1, -1)));
        return object("properties", directions);
    }

    private Map<String, @Nullable Object> select() {
        var name = new LinkedHashMap<String, @Nullable Object>();
        name.put("type", "string");
        if (!properties.isEmpty()) name.put("enum", List.copyOf(properties.keySet()));
        var select = new LinkedHashMap<String, @Nullable Object>();
        select.put("type", "array");
        select.put("maxItems", properties.size());
        select.put("items", name);
        return select;
    }

    private static Map<String, @Nullable Object> list(@Nullable Object items) {
        var list = new LinkedHashMap<String, @Nullable Object>();
        list.put("type", "array");
        list.put("items", items);
        return list;
    }

    /** An object with only these members. */
    static Map<String, @Nullable Object> closed(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> closed = object("additionalProperties", false);
        closed.put("properties", members);
        return closed;
    }

    private static Map<String, @Nullable Object> object(String keyword, @Nullable Object value) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("type", "object");
        object.put(keyword, value);
        return object;
    }
}
