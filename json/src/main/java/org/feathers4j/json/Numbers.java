package org.feathers4j.json;

import java.math.BigDecimal;

/** Numbers as JavaScript's {@code Number.prototype.toString} writes them. */
final class Numbers {
    /** Up to here every integer is a double of its own, so a double and a long say the same. */
    static final double SAFE = 0x1p53;

    /** Below this a double has so few bits that one digit may do where Java insists on two. */
    private static final double FEW_BITS = 1e-300;
    /** More digits than any double needs; a larger exponent is kept as an exponent rather than as a gigabyte of zeros. */
    private static final int LONGEST_PLAIN = 400;

    private Numbers() {}

    static void write(JsonOutput out, long value) {
        byte[] target = out.room(20);
        int start = out.length();
        if (value < 0) target[start++] = '-';
        int end = start + digits(value);
        // negative remainders, because -Long.MIN_VALUE is no long
        long rest = value < 0 ? value : -value;
        for (int i = end - 1; i >= start; i--) {
            target[i] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        out.filledTo(end);
    }

    private static int digits(long value) {
        long rest = value < 0 ? value : -value;
        int digits = 1;
        for (long limit = -10; rest <= limit; limit *= 10) if (++digits == 19) break;
        return digits;
    }

    static void write(JsonOutput out, double value) {
        if (value == (long) value && Math.abs(value) <= SAFE) write(out, (long) value);
        else if (Double.isFinite(value)) writeDecimal(out, shortest(value));
        else out.ascii("null");
    }

    static void write(JsonOutput out, float value) {
        if (value == (long) value && Math.abs(value) <= SAFE) write(out, (long) value);
        else if (Float.isFinite(value)) writeDecimal(out, Float.toString(value));
        else out.ascii("null");
    }

    static void write(JsonOutput out, BigDecimal value) {
        long zeros = Math.abs((long) value.scale());
        out.ascii(zeros + value.precision() > LONGEST_PLAIN ? value.toString() : value.toPlainString());
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
    private static void writeDecimal(JsonOutput out, String text) {
        int e = text.indexOf('E');
        if (e < 0) {
            out.ascii(text);
            return;
        }
        int sign = text.charAt(0) == '-' ? 1 : 0;
        if (sign == 1) out.octet('-');
        String fraction = text.substring(sign + 2, e);
        String digits = text.charAt(sign) + (fraction.equals("0") ? "" : fraction);
        writeScientific(out, digits, Integer.parseInt(text, e + 1, text.length(), 10));
    }

    /** ECMA-262, Number::toString: {@code digits} with a point after the first, times ten to the exponent. */
    private static void writeScientific(JsonOutput out, String digits, int exponent) {
        int count = digits.length();
        if (exponent >= 21 || exponent < -6) {
            out.octet(digits.charAt(0));
            if (count > 1) out.octet('.').utf8(digits.substring(1));
            out.ascii(exponent < 0 ? "e-" : "e+");
            write(out, Math.abs(exponent));
        } else if (exponent < 0) {
            out.ascii("0." + "0".repeat(-exponent - 1) + digits);
        } else if (count <= exponent + 1) {
            out.ascii(digits + "0".repeat(exponent + 1 - count));
        } else {
            out.ascii(digits.substring(0, exponent + 1));
            out.octet('.').utf8(digits.substring(exponent + 1));
        }
    }
}
