package org.feathers4j.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The parameters of a query in a URL: {@code $limit}, {@code $skip}, {@code $sort}, {@code $select}, and conditions on properties. */
final class QueryParameters {
    private final ServiceModel service;
    private final List<@Nullable Object> parameters = new ArrayList<>();

    private QueryParameters(ServiceModel service) {
        this.service = service;
    }

    /**
     * Of methods that answer with one or with many records.
     *
     * @param many whether the query says which records, not only which properties
     */
    static List<@Nullable Object> of(ServiceModel service, boolean many, boolean pages) {
        if (service.isAuthentication()) return List.of();
        var query = new QueryParameters(service);
        if (pages) query.pages();
        query.select();
        if (many) query.conditions();
        return query.parameters;
    }

    private Map<String, @Nullable Object> known() {
        Map<String, @Nullable Object> schema = Members.object(service.schemas().get(service.query()));
        return Members.object(schema.get("properties"));
    }

    private boolean allows(String member) {
        return service.query() == null || known().containsKey(member);
    }

    private void pages() {
        Map<String, @Nullable Object> number = Members.of("type", "integer", "minimum", 0);
        if (allows("$limit")) add("$limit", "The most records to answer with.", number, null);
        if (allows("$skip")) add("$skip", "How many records to leave out first.", number, null);
        if (allows("$sort"))
            add(
                    "$sort",
                    "The properties to sort by: 1 ascending, -1 descending.",
                    Members.of(
                            "type",
                            "object",
                            "additionalProperties",
                            Members.of("type", "integer", "enum", List.of(1, -1))),
                    "deepObject");
    }

    private void select() {
        if (allows("$select"))
            add(
                    "$select[]",
                    "The only properties to answer with, besides the id.",
                    Members.of("type", "array", "items", Members.of("type", "string")),
                    null);
    }

    private void conditions() {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        if (service.query() != null) {
            known().forEach((name, schema) -> {
                if (!name.startsWith("$")) properties.put(name, plain(schema));
            });
        } else if (service.record() != null) {
            Members.object(Members.object(service.schemas().get(service.record()))
                            .get("properties"))
                    .forEach((name, schema) -> {
                        if (isScalar(schema)) properties.put(name, schema);
                    });
        }
        properties.forEach((name, schema) -> add(name, operators(name), schema, null));
        boolean isClosed = service.query() != null
                && Boolean.FALSE.equals(
                        Members.object(service.schemas().get(service.query())).get("additionalProperties"));
        if (!isClosed)
            parameters.add(Members.of(
                    "name",
                    "query",
                    "in",
                    "query",
                    "description",
                    "Further conditions: property=value, or property[$operator]=value.",
                    "style",
                    "form",
                    "explode",
                    true,
                    "schema",
                    Members.of("type", "object", "additionalProperties", Members.of("type", "string"))));
    }

    private static String operators(String name) {
        return "Also with operators: %s[$gt], [$gte], [$lt], [$lte], [$ne], and [$in][] and [$nin][] with several values."
                .formatted(name);
    }

    /** Without the alternative of an object with operators, which has parameters of other names. */
    private static @Nullable Object plain(@Nullable Object schema) {
        if (schema instanceof Map<?, ?> members
                && members.get("anyOf") instanceof List<?> alternatives
                && alternatives.size() == 2
                && Members.object(Members.object(alternatives.get(1)).get("properties"))
                        .containsKey("$ne")) return alternatives.getFirst();
        return schema;
    }

    private static boolean isScalar(@Nullable Object schema) {
        Object type = Members.object(schema).get("type");
        return type instanceof List<?> || (type instanceof String one && !one.equals("object") && !one.equals("array"));
    }

    private void add(String name, String description, @Nullable Object schema, @Nullable String style) {
        parameters.add(Members.of(
                "name",
                name,
                "in",
                "query",
                "description",
                description,
                "style",
                style,
                "explode",
                style == null ? null : true,
                "schema",
                schema));
    }
}
