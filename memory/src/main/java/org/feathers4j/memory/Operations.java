package org.feathers4j.memory;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The operators that every query may use, as tests of a value. */
final class Operations {
    private Operations() {}

    static Predicate<@Nullable Object> equalTo(@Nullable Object operand) {
        return value -> Values.equal(value, operand);
    }

    /** A single value counts as a list of one, as in sift. */
    static Predicate<@Nullable Object> oneOf(@Nullable Object operand) {
        List<?> operands = operand instanceof List<?> list ? list : Collections.singletonList(operand);
        var canonical = new HashSet<@Nullable Object>();
        for (Object item : operands) canonical.add(Values.canonical(item));
        return value -> canonical.contains(Values.canonical(value));
    }

    static Predicate<@Nullable Object> less(@Nullable Object operand) {
        return compared(operand, order -> order < 0);
    }

    static Predicate<@Nullable Object> lessOrEqual(@Nullable Object operand) {
        return operand == null ? Objects::isNull : compared(operand, order -> order <= 0);
    }

    static Predicate<@Nullable Object> greater(@Nullable Object operand) {
        return compared(operand, order -> order > 0);
    }

    static Predicate<@Nullable Object> greaterOrEqual(@Nullable Object operand) {
        return operand == null ? Objects::isNull : compared(operand, order -> order >= 0);
    }

    /** Only values of the operand's own kind have an order with it. */
    private static Predicate<@Nullable Object> compared(@Nullable Object operand, IntPredicate wanted) {
        Kind kind = Kind.of(operand);
        if (!kind.isComparable()) return value -> false;
        return value -> Kind.of(value) == kind && wanted.test(Values.compare(value, operand));
    }
}
