package org.feathers4j.memory;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * An operator of a query, such as {@code $gt}, which tests the value of a field.
 *
 * <pre>{@code
 * MemoryService.create(o -> o.operator("$regex", operand -> {
 *     var pattern = Pattern.compile(String.valueOf(operand));
 *     return value -> value instanceof String text && pattern.matcher(text).find();
 * }));
 * }</pre>
 */
@FunctionalInterface
public interface Operator {
    /**
     * The test for one operand; created once per query, by the thread that makes the call.
     *
     * <p>The test must depend on its argument only, keep nothing of it and change nothing in it, and be quick: writers run it while further
     * writers wait. Its argument is null for a field that is null or missing. Where the field is an array, each element is tried, then the whole.
     *
     * @param operand the value of the operator in the query, unchecked
     * @throws org.feathers4j.FeathersException BadRequest when the operand makes no sense
     */
    Predicate<@Nullable Object> on(@Nullable Object operand);
}
