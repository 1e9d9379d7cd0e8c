package org.feathers4j.hooks;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Hooks that check data and queries against JSON Schemas.
 *
 * <pre>{@code
 * var properties = Map.of("text", Map.of("type", "string"), "done", Map.of("type", "boolean"));
 * app.service("todos").hooks(h -> h
 *     .before(Validation.query(Validation.querySchema(properties)))
 *     .before("create", Validation.data(Map.of("type", "object", "required", List.of("text"), "properties", properties))));
 * }</pre>
 *
 * <p>Data and queries that do not fit are refused with the BadRequest of {@link Schema#validate}. Text in a query, the only type a URL has, becomes the number or boolean that the
 * schema requires; data are not converted. The hooks may be used by all threads at once.
 */
public final class Validation {
    private Validation() {}

    /**
     * Validates the data of create, update, patch and custom methods, lists item by item; nothing is required of a patch. Methods without data pass.
     *
     * @throws IllegalArgumentException when it is no JSON Schema
     */
    public static BeforeHook data(Map<String, ? extends @Nullable Object> schema) {
        return data(Schema.of(schema));
    }

    /**
     * The same with the schema of a record.
     *
     * @throws IllegalArgumentException when the record has no schema, see {@link Schema#of(Class)}
     */
    public static BeforeHook data(Class<? extends Record> type) {
        return data(Schema.of(type));
    }

    /** The same with a schema that was made before. */
    public static BeforeHook data(Schema schema) {
        return data(DataSchemas.of(schema));
    }

    /** The same with a schema for each method. */
    public static BeforeHook data(DataSchemas schemas) {
        return new DataValidation(schemas);
    }

    /**
     * Validates the query and converts its text to the types of the schema. Services also check the query themselves.
     *
     * @throws IllegalArgumentException when it is no JSON Schema
     */
    public static BeforeHook query(Map<String, ? extends @Nullable Object> schema) {
        return query(Schema.of(schema).withCoercion());
    }

    /**
     * The same for queries about records of this type.
     *
     * @throws IllegalArgumentException when the record has no schema, see {@link Schema#ofQuery(Class)}
     */
    public static BeforeHook query(Class<? extends Record> type) {
        return query(Schema.ofQuery(type));
    }

    /** The same with a schema that was made before: it coerces if the schema does. */
    public static BeforeHook query(Schema schema) {
        return new QueryValidation(schema);
    }

    /**
     * The members of a query schema: {@code $limit}, {@code $skip}, {@code $sort}, {@code $select}, {@code $or}, {@code $and}, and every property as a value or with
     * operators.
     *
     * @param properties property to its schema
     */
    public static Map<String, @Nullable Object> querySyntax(Map<String, ? extends @Nullable Object> properties) {
        return querySyntax(properties, Map.of());
    }

    /**
     * The same with operators of the application's own, which the service must know too.
     *
     * @param properties property to its schema
     * @param extensions property to more operators and the schemas of what they compare with
     */
    public static Map<String, @Nullable Object> querySyntax(
            Map<String, ? extends @Nullable Object> properties, Map<String, ? extends Map<String, ?>> extensions) {
        return new QuerySyntax(properties, extensions).members();
    }

    /** The schema of a query about these properties, which refuses all further members. */
    public static Map<String, @Nullable Object> querySchema(Map<String, ? extends @Nullable Object> properties) {
        return QuerySyntax.closed(querySyntax(properties));
    }
}
