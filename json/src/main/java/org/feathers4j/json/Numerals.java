package org.feathers4j.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from their digits: an {@code Integer} when it fits, else a {@code Long}, else the {@code Double} that JavaScript would read if that has all the digits, else a
 * {@code BigInteger} or {@code BigDecimal}.
 */
final class Numerals {
    /** So many digits always fit into a long. */
    private static final int SAFE_DIGITS = 18;

    /** Powers of ten that are doubles exactly: a safe integer times or through one of them is rounded once, and so correctly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** A number this short has at most the fifteen digits that every double keeps. */
    private static final int SHORT = 16;
    /** Exponents beyond this are zero or infinite, as in JavaScript: computing with all digits could take for ever. */
    private static final int MOST_SCALE = 10_000;

    private Numerals() {}

    /** A number that has neither fraction nor exponent. */
    static Number integer(byte[] bytes, int from, int length) {
        boolean negative = bytes[from] == '-';
        int digits = negative ? length - 1 : length;
        if (digits <= SAFE_DIGITS) {
            long value = 0;
            for (int i = from + length - digits; i < from + length; i++) value = 10 * value + bytes[i] - '0';
            return JsNumbers.whole(negative ? -value : value);
        }
        String text = text(bytes, from, length);
        if (digits <= 19 && fitsLong(text)) return JsNumbers.whole(Long.parseLong(text));
        double value = Double.parseDouble(text);
        var exact = new BigInteger(text);
        return isSame(value, new BigDecimal(exact)) ? (Number) value : exact;
    }

    private static boolean fitsLong(String text) {
        double about = Double.parseDouble(text);
        if (Math.abs(about) != 0x1p63) return Math.abs(about) < 0x1p63;
        int digits = text.charAt(0) == '-' ? 1 : 0;
        // nineteen digits compare like numbers
        String highest = digits == 1 ? "9223372036854775808" : "9223372036854775807";
        return text.substring(digits).compareTo(highest) <= 0;
    }

    /** A number that has a fraction, an exponent, or both. */
    static Number decimal(byte[] bytes, int from, int length) {
        double value = value(bytes, from, length);
        if (length > SHORT || value == 0 || Double.isInfinite(value)) {
            BigDecimal longer = longer(bytes, from, length, value);
            if (longer != null) return longer;
        }
        return JsNumbers.of(value);
    }

    /** The number with all its digits; null when the double has them, too. */
    private static @Nullable BigDecimal longer(byte[] bytes, int from, int length, double value) {
        if (value == 0 && isZero(bytes, from, length)) return null;
        String text = text(bytes, from, length);
        if (text.equals(Double.toString(value))) return null;
        try {
            var exact = new BigDecimal(text);
            return Math.abs((long) exact.scale()) > MOST_SCALE || isSame(value, exact) ? null : exact;
        } catch (NumberFormatException exponent) {
            return null; // beyond an int
        }
    }

    private static boolean isZero(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] >= '1' && bytes[i] <= '9') return false;
            if (bytes[i] == 'e' || bytes[i] == 'E') return true;
        }
        return true;
    }

    /** Whether JavaScript, too, would write the double with these digits. */
    private static boolean isSame(double value, BigDecimal exact) {
        return Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(exact) == 0;
    }

    private static double value(byte[] bytes, int from, int length) {
        boolean negative = bytes[from] == '-';
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean behindPoint = false;
        for (int i = negative ? from + 1 : from; i < from + length; i++) {
            byte octet = bytes[i];
            if (octet == '.') {
                behindPoint = true;
                continue;
            }
            boolean isDigit = octet >= '0' && octet <= '9';
            if (!isDigit || ++digits > SAFE_DIGITS) return Double.parseDouble(text(bytes, from, length));
            mantissa = 10 * mantissa + octet - '0';
            if (behindPoint) scale++;
        }
        if (mantissa > JsNumbers.SAFE) return Double.parseDouble(text(bytes, from, length));
        double value = mantissa / POWERS[scale];
        return negative ? -value : value;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
}
