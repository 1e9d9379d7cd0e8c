package org.feathers4j.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Turns a query into a {@link Condition}. Messages are those of the reference (sift), which answers 500 where we answer 400.
 *
 * @param operators operators besides those that every query may use
 */
record QueryReader(Map<String, Operator> operators) {
    Condition read(Map<?, ?> query) {
        var conditions = new ArrayList<Condition>(query.size());
        query.forEach((key, value) -> readMember(String.valueOf(key), value, conditions));
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions);
    }

    private void readMember(String key, @Nullable Object value, List<Condition> conditions) {
        switch (key) {
            case "$or" -> conditions.add(new Condition.Any(readItems(key, value)));
            case "$and" -> conditions.add(new Condition.All(readItems(key, value)));
            default -> {
                if (key.startsWith("$")) throw unsupported(key);
                readField(Path.of(key), value, conditions);
            }
        }
    }

    private List<Condition> readItems(String key, @Nullable Object value) {
        if (!(value instanceof List<?> items) || items.isEmpty())
            throw FeathersException.badRequest("%s must be a nonempty array", key);
        var conditions = new ArrayList<Condition>(items.size());
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> query))
                throw FeathersException.badRequest("%s must contain only queries", key);
            conditions.add(read(query));
        }
        return conditions;
    }

    private void readField(Path path, @Nullable Object value, List<Condition> conditions) {
        if (value instanceof Map<?, ?> members && members.keySet().stream().anyMatch(QueryReader::isOperator))
            members.forEach((name, operand) -> conditions.add(readOperator(path, String.valueOf(name), operand)));
        else conditions.add(new Condition.Field(path, Operations.equalTo(value), true));
    }

    private Condition readOperator(Path path, String name, @Nullable Object operand) {
        Operator special = operators.get(name);
        if (special != null) return new Condition.Field(path, special.on(operand), true);
        return switch (name) {
            case "$in" -> new Condition.Field(path, Operations.oneOf(list(name, operand)), true);
            case "$nin" -> new Condition.Field(path, Operations.oneOf(list(name, operand)), false);
            case "$ne" -> new Condition.Field(path, Operations.equalTo(value(name, operand)), false);
            case "$lt" -> new Condition.Field(path, Operations.less(operand), true);
            case "$lte" -> new Condition.Field(path, Operations.lessOrEqual(operand), true);
            case "$gt" -> new Condition.Field(path, Operations.greater(operand), true);
            case "$gte" -> new Condition.Field(path, Operations.greaterOrEqual(operand), true);
            case "$or", "$and" ->
                throw FeathersException.badRequest("Malformed query. %s cannot be matched against property.", name);
            default -> {
                if (isOperator(name)) throw unsupported(name);
                throw FeathersException.badRequest("Property queries must contain only operations, or exact objects.");
            }
        };
    }

    /** A single value is a list of one; an object was a list once, or has conditions in it, and every record would differ from it. */
    private static @Nullable Object list(String operator, @Nullable Object operand) {
        if (operand instanceof Map<?, ?>
                || (operand instanceof List<?> items && items.stream().anyMatch(QueryReader::hasConditions)))
            throw FeathersException.badRequest("%s must be a list of values", operator);
        return operand;
    }

    private static @Nullable Object value(String operator, @Nullable Object operand) {
        if (operand instanceof Map<?, ?> members && members.keySet().stream().anyMatch(QueryReader::isNoName))
            throw FeathersException.badRequest(
                    "%s must be a value, not a list or conditions written as an object", operator);
        return operand;
    }

    private static boolean hasConditions(@Nullable Object value) {
        return value instanceof Map<?, ?> members && members.keySet().stream().anyMatch(QueryReader::isOperator);
    }

    private static boolean isNoName(@Nullable Object name) {
        return isOperator(name)
                || (name instanceof String text
                        && !text.isEmpty()
                        && text.chars().allMatch(c -> JsNumbers.isDigit((char) c)));
    }

    private static FeathersException unsupported(String operator) {
        return FeathersException.badRequest("Unsupported operation: %s", operator);
    }

    private static boolean isOperator(@Nullable Object name) {
        return name instanceof String text && text.startsWith("$");
    }
}
