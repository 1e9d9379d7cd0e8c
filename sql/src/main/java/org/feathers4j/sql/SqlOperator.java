package org.feathers4j.sql;

import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * What an operator of a query, such as {@code $gt}, asks of a column.
 *
 * <pre>{@code
 * SqlService.create(o -> o.table("todos").operator("$startsWith",
 *         (column, operand) -> column.coerce(String.class).startsWith(String.valueOf(operand))));
 * }</pre>
 */
@FunctionalInterface
public interface SqlOperator {
    /**
     * The condition for one operand; asked for once a query, by the thread that makes the call.
     *
     * @param operand what stands behind the operator in the query, unchecked: make it a value ({@code DSL.val}, or an argument of a method of the column), never a part of the statement
     * @throws org.feathers4j.FeathersException BadRequest when the operand makes no sense
     */
    Condition on(Field<?> column, @Nullable Object operand);
}
