package org.feathers4j.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.FeathersException;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Turns the conditions of one query into those of a statement. What is compared becomes a parameter, and a column stands in a statement only when the table has it, so that
 * nothing of a query becomes text of a statement. Conditions mean what they mean in SQL and in Feathers' Knex adapter (knex, src/adapter.ts): NULL is neither equal to a
 * value nor different from one.
 */
final class Conditions {
    private final Table table;
    private final Values values;
    private final SqlOptions options;
    private final List<Field<?>> parameters = new ArrayList<>();
    private boolean isOwn = true;
    private int count;

    Conditions(Table table, Values values, SqlOptions options) {
        this.table = table;
        this.values = values;
        this.options = options;
    }

    /** @throws FeathersException BadRequest for a query that is malformed, too large, or asks for a column that is not there */
    Condition of(Map<String, ? extends @Nullable Object> query) {
        return read(query, 1);
    }

    /** What was compared with, in the order in which it stands in the statement; none when operators of the application took part, whose parameters are their own. */
    Optional<List<Field<?>>> parameters() {
        return isOwn ? Optional.of(parameters) : Optional.empty();
    }

    private Field<?> parameter(Field<?> parameter) {
        parameters.add(parameter);
        return parameter;
    }

    private Condition read(Map<?, ?> query, int depth) {
        if (depth > options.maxDepth())
            throw FeathersException.badRequest("The query is nested more than %s levels deep", options.maxDepth());
        var conditions = new ArrayList<Condition>(query.size());
        query.forEach((key, value) -> conditions.add(member(String.valueOf(key), value, depth)));
        return DSL.and(conditions);
    }

    private Condition member(String key, @Nullable Object value, int depth) {
        return switch (key) {
            case "$or" -> DSL.or(queries(key, value, depth));
            case "$and" -> DSL.and(queries(key, value, depth));
            default -> {
                if (key.startsWith("$")) throw FeathersException.badRequest("Unsupported operation: %s", key);
                yield column(table.column(key), value);
            }
        };
    }

    private List<Condition> queries(String key, @Nullable Object value, int depth) {
        if (!(value instanceof List<?> items) || items.isEmpty())
            throw FeathersException.badRequest("%s must be a nonempty array", key);
        var conditions = new ArrayList<Condition>(items.size());
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> query))
                throw FeathersException.badRequest("%s must contain only queries", key);
            conditions.add(read(query, depth + 1));
        }
        return conditions;
    }

    private Condition column(Column column, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> operators) || (operators.isEmpty() && column.type() == ColumnType.JSON))
            return equal(column, value);
        var conditions = new ArrayList<Condition>(operators.size());
        operators.forEach((name, operand) -> conditions.add(operator(column, String.valueOf(name), operand)));
        if (conditions.isEmpty())
            throw FeathersException.badRequest("The query says nothing about '%s'", column.name());
        return DSL.and(conditions);
    }

    private Condition operator(Column column, String name, @Nullable Object operand) {
        SqlOperator special = options.operators().get(name);
        if (special != null) {
            isOwn = false;
            countOne();
            return special.on(column.field(), operand);
        }
        return switch (name) {
            case "$in" -> anyOf(column, operand, name);
            case "$nin" -> DSL.not(anyOf(column, operand, name));
            case "$ne" -> operand == null ? column.field().isNotNull() : DSL.not(equal(column, operand));
            case "$lt" -> field(column, name).lt(operand(ordered(column, name), operand));
            case "$lte" -> field(column, name).le(operand(column, operand));
            case "$gt" -> field(column, name).gt(operand(ordered(column, name), operand));
            case "$gte" -> field(column, name).ge(operand(column, operand));
            case "$like" -> text(column, name).like(pattern(column, name, operand));
            case "$notlike" -> text(column, name).notLike(pattern(column, name, operand));
            case "$ilike" -> text(column, name).likeIgnoreCase(pattern(column, name, operand));
            default -> throw FeathersException.badRequest("Unsupported operation: %s", name);
        };
    }

    private Condition equal(Column column, @Nullable Object value) {
        countOne();
        if (value == null) return column.field().isNull();
        if (column.type() == ColumnType.JSON || value instanceof Map<?, ?>)
            throw FeathersException.badRequest("'%s' cannot be compared with a value in a query", column.name());
        return any(column.field()).eq(any(parameter(values.bound(column, value, true))));
    }

    private Condition anyOf(Column column, @Nullable Object operand, String name) {
        if (!(operand instanceof Collection<?> items))
            return anyOf(column, operand == null ? nullList() : List.of(operand), name);
        var fields = new ArrayList<Field<?>>(items.size());
        for (Object item : items) fields.add(operand(comparable(column, name), item));
        if (fields.isEmpty()) return DSL.falseCondition();
        return any(column.field()).in(fields);
    }

    private static List<@Nullable Object> nullList() {
        var list = new ArrayList<@Nullable Object>(1);
        list.add(null);
        return list;
    }

    private Field<Object> operand(Column column, @Nullable Object value) {
        countOne();
        if (value instanceof Map<?, ?>)
            throw FeathersException.badRequest("'%s' cannot be compared with an object", column.name());
        return any(parameter(values.bound(column, value, true)));
    }

    private void countOne() {
        if (++count > options.maxConditions())
            throw FeathersException.badRequest("The query has more than %s conditions", options.maxConditions());
    }

    private static Column comparable(Column column, String operator) {
        if (column.type() == ColumnType.JSON)
            throw FeathersException.badRequest("'%s' holds JSON, which %s cannot compare", column.name(), operator);
        return column;
    }

    private static Column ordered(Column column, String operator) {
        if (!column.type().isOrdered())
            throw FeathersException.badRequest("The values of '%s' have no order for %s", column.name(), operator);
        return column;
    }

    private static Field<Object> field(Column column, String operator) {
        return ordered(column, operator).field();
    }

    private static Field<String> text(Column column, String operator) {
        if (!column.type().isText())
            throw FeathersException.badRequest("'%s' holds no text for %s", column.name(), operator);
        return column.field().coerce(SQLDataType.VARCHAR);
    }

    private Field<String> pattern(Column column, String operator, @Nullable Object operand) {
        countOne();
        if (!(operand instanceof String pattern))
            throw FeathersException.badRequest(
                    "%s of '%s' takes a text, in which %% stands for any characters and _ for one",
                    operator, column.name());
        if (!Values.isStorable(pattern)) throw FeathersException.badRequest("'%s' takes a text", column.name());
        Field<String> parameter = DSL.val(pattern, SQLDataType.VARCHAR);
        parameters.add(parameter);
        return parameter;
    }

    @SuppressWarnings("unchecked") // the database compares values of different types itself
    private static Field<Object> any(Field<?> field) {
        return (Field<Object>) field;
    }
}
