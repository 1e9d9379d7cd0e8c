package org.feathers4j.json;

import java.math.BigDecimal;

import org.feathers4j.JsNumbers;

/** Writes numbers as {@code JSON.stringify} does, see {@link JsNumbers}; without a text in between where that is possible. */
final class Numbers {
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
        if (JsNumbers.isSafe(value)) write(out, (long) value);
        else if (Double.isFinite(value)) out.ascii(JsNumbers.text(value));
        else out.ascii("null");
    }

    static void write(JsonOutput out, float value) {
        if (JsNumbers.isSafe(value)) write(out, (long) value);
        else if (Float.isFinite(value)) out.ascii(JsNumbers.text(value));
        else out.ascii("null");
    }

    static void write(JsonOutput out, BigDecimal value) {
        long zeros = Math.abs((long) value.scale());
        out.ascii(zeros + value.precision() > LONGEST_PLAIN ? value.toString() : value.toPlainString());
    }
}
