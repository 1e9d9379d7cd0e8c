package org.feathers4j;

import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/** Numbers as JavaScript has them: of one kind, so that 1, 1L and 1.0 are the same, and with the text that JavaScript gives them. */
public final class JsNumbers {
    /** 2<sup>53</sup>: up to here every integer is a double of its own, so a double and a long say the same. */
    public static final long SAFE = 1L << 53;

    /** Below this a double has so few bits that one digit may do where Java insists on two. */
    private static final double FEW_BITS = 1e-300;

    private JsNumbers() {}

    /** The integer in the smallest type that holds it: an {@code Integer}, else a {@code Long}. */
    public static Number whole(long value) {
        int small = (int) value;
        return small == value ? (Number) small : (Number) value;
    }

    /** The number as {@link #whole} when it is an integer of at most {@link #SAFE}, else as a {@code Double}; minus zero is 0. */
    public static Number of(double value) {
        return isSafe(value) ? whole((long) value) : (Number) value;
    }

    /** Whether the number is an integer of at most {@link #SAFE}, and so the same as a long. */
    public static boolean isSafe(double value) {
        return value == (long) value && Math.abs(value) <= SAFE;
    }

    /**
     * A whole number as {@code parseInt} of JavaScript reads it: the leading digits of the text of the value.
     *
     * @return an Integer when it fits, else a Long, the nearest one for numbers beyond; NaN when there are no digits
     */
    public static Number parse(@Nullable Object value) {
        if (value instanceof Number number) {
            if (isIntegral(number)) return whole(number.longValue());
            double real = number.doubleValue();
            return Double.isFinite(real) ? whole((long) real) : Double.NaN;
        }
        String text = JsText.of(value).strip();
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) end++;
        if (end == start) return Double.NaN;
        var digits = new BigInteger(text.substring(start, Math.min(end, start + 30)));
        return whole((text.startsWith("-") ? digits.negate() : digits)
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue());
    }

    /** Whether it is one of Java's integers of up to 64 bits. */
    public static boolean isIntegral(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte;
    }

    /** Whether it is one of 0 to 9; {@link Character#isDigit} also takes those of other scripts. */
    public static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** What {@code Number.prototype.toString} makes of it: {@code 1}, {@code 1e+21}, {@code 1.5e-7}, {@code NaN}. */
    public static String text(double value) {
        if (isSafe(value)) return Long.toString((long) value);
        return Double.isFinite(value) ? decimal(shortest(value)) : Double.toString(value);
    }

    /** As {@link #text(double)}, with the few digits of a float: 0.1f is {@code 0.1}. */
    public static String text(float value) {
        if (isSafe(value)) return Long.toString((long) value);
        return Float.isFinite(value) ? decimal(Float.toString(value)) : Float.toString(value);
    }

    /** {@link Double#toString} gives the fewest digits that make the same double, but never fewer than two. */
    private static String shortest(double value) {
        String text = Double.toString(value);
        if (Math.abs(value) >= FEW_BITS) return text;
        int point = text.indexOf('.');
        if (text.charAt(point + 2) != 'E') return text;
        int upper = text.charAt(point - 1) - '0' + (text.charAt(point + 1) >= '5' ? 1 : 0);
        String shorter = text.substring(0, point - 1) + upper + ".0" + text.substring(point + 2);
        return Double.parseDouble(shorter) == value ? normal(shorter) : text;
    }

    /** {@code 10.0E-324} is {@code 1.0E-323}. */
    private static String normal(String text) {
        int ten = text.indexOf("10.0E");
        if (ten < 0) return text;
        return text.substring(0, ten) + "1.0E" + (Integer.parseInt(text.substring(ten + 5)) + 1);
    }

    /** Rewrites Java's {@code 1.25E-7} or {@code 12.5} as JavaScript's; the value is no integer below 2^53. */
    private static String decimal(String text) {
        int e = text.indexOf('E');
        if (e < 0) return text;
        int sign = text.charAt(0) == '-' ? 1 : 0;
        String fraction = text.substring(sign + 2, e);
        String digits = text.charAt(sign) + (fraction.equals("0") ? "" : fraction);
        int exponent = Integer.parseInt(text, e + 1, text.length(), 10);
        return scientific(sign == 1 ? "-" : "", digits, exponent);
    }

    /** ECMA-262, Number::toString: {@code digits} with a point after the first, times ten to the exponent. */
    private static String scientific(String sign, String digits, int exponent) {
        int count = digits.length();
        if (exponent >= 21 || exponent < -6) {
            String point = count > 1 ? "." : "";
            String e = exponent < 0 ? "e-" : "e+";
            return sign + digits.charAt(0) + point + digits.substring(1) + e + Math.abs(exponent);
        }
        if (exponent < 0) return sign + "0." + "0".repeat(-exponent - 1) + digits;
        if (count <= exponent + 1) return sign + digits + "0".repeat(exponent + 1 - count);
        return sign + digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
}
