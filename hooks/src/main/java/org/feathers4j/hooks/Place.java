package org.feathers4j.hooks;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A part of a schema held against a part of a value.
 *
 * @param schema an object or a boolean
 * @param evaluation where the schema is, as the validator says it
 * @param path where the schema is, as Ajv says it
 * @param value what is validated
 * @param instance where the value is
 * @param composite whether it is only one of several possibilities, such as a branch of anyOf
 */
record Place(
        @Nullable Object schema,
        String evaluation,
        String path,
        @Nullable Object value,
        String instance,
        boolean composite) {
    static Place root(Map<?, ?> schema, @Nullable Object value) {
        return new Place(schema, "", "#", value, "", false);
    }

    /** What the schema says under this keyword; null when nothing. */
    @Nullable
    Object says(String keyword) {
        return schema instanceof Map<?, ?> keywords ? keywords.get(keyword) : null;
    }

    /** The schema under a keyword, against the same value. */
    Place under(String keyword) {
        return new Place(says(keyword), evaluation + "/" + keyword, path + "/" + keyword, value, instance, composite);
    }

    /** A schema that is named or numbered under a keyword, against the same value. */
    Place under(String keyword, String name, @Nullable Object inner) {
        return new Place(
                inner,
                evaluation + "/" + keyword + "/" + Pointers.step(name),
                path + "/" + keyword + "/" + Pointers.fragmentStep(name),
                value,
                instance,
                composite);
    }

    /** The schema that a reference leads to, against the same value. */
    Place referred(String keyword, String reference, @Nullable Object target) {
        return new Place(target, evaluation + "/" + keyword, reference, value, instance, composite);
    }

    /** The same schema against a part of the value. */
    Place into(String name, @Nullable Object part) {
        return new Place(schema, evaluation, path, part, instance + "/" + Pointers.step(name), composite);
    }

    /** The same as one of several possibilities. */
    Place asOneOfMany() {
        return new Place(schema, evaluation, path, value, instance, true);
    }

    /** The members of the value; none when it is no object. */
    Map<?, ?> members() {
        return value instanceof Map<?, ?> members ? members : Map.of();
    }

    /** The items of the value; none when it is no array. */
    List<?> items() {
        return value instanceof List<?> items ? items : List.of();
    }
}
