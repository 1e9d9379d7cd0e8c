package org.feathers4j.memory;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.feathers4j.JsNumbers;

/** Numbers by their value: JavaScript has one kind of number, so 1, 1L and 1.0 are the same. */
final class Numbers {
    private Numbers() {}

    static int compare(Number a, Number b) {
        if (JsNumbers.isIntegral(a) && JsNumbers.isIntegral(b)) return Long.compare(a.longValue(), b.longValue());
        if (isDouble(a) && isDouble(b)) return compare(a.doubleValue(), b.doubleValue());
        double x = a.doubleValue();
        double y = b.doubleValue();
        return Double.isFinite(x) && Double.isFinite(y) ? exact(a).compareTo(exact(b)) : compare(x, y);
    }

    /** The one form that all numbers of the same value share, for hash sets. */
    static Number canonical(Number number) {
        if (number instanceof Integer) return number;
        if (JsNumbers.isIntegral(number)) return JsNumbers.whole(number.longValue());
        double value = number.doubleValue();
        if (!Double.isFinite(value)) return value;
        if (isDouble(number) && JsNumbers.isSafe(value)) return JsNumbers.whole((long) value);
        BigDecimal exact = exact(number);
        if (exact.stripTrailingZeros().scale() <= 0 && exact.toBigInteger().bitLength() < Long.SIZE)
            return JsNumbers.whole(exact.longValueExact());
        return exact.compareTo(new BigDecimal(value)) == 0 ? (Number) value : exact.stripTrailingZeros();
    }

    private static boolean isDouble(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    /** Minus zero equals zero; NaN, which is no JSON, comes last so that sorting always has an order. */
    private static int compare(double a, double b) {
        return Double.compare(a + 0.0, b + 0.0);
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof BigDecimal decimal) return decimal;
        if (number instanceof BigInteger integer) return new BigDecimal(integer);
        return isDouble(number) ? new BigDecimal(number.doubleValue()) : BigDecimal.valueOf(number.longValue());
    }
}
