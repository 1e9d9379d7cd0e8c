package org.feathers4j.hooks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import dev.harrel.jsonschema.SimpleType;
import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** Which value is converted to which type: the table of Ajv's coerceTypes (lib/compile/validate/dataType.ts, coerceData). Only scalars are coerced. */
final class Scalars {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,5})?");
    private static final Pattern OTHER_BASE = Pattern.compile("0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)");
    /** Longer than any double needs, short enough to be parsed at once. */
    private static final int LONGEST = 400;

    private Scalars() {}

    /** Converts the node to this type; false when that is not possible. */
    static boolean coerced(Node node, SimpleType type) {
        Object value = node.value();
        return switch (type) {
            case STRING -> becomesText(node, value);
            case NUMBER -> becomesNumber(node, number(value));
            case INTEGER -> becomesInteger(node, number(value));
            case BOOLEAN -> becomesBoolean(node, value);
            case NULL -> becomesNull(node, value);
            case ARRAY, OBJECT -> false;
        };
    }

    private static boolean becomesText(Node node, @Nullable Object value) {
        if (value != null && !(value instanceof Number) && !(value instanceof Boolean)) return false;
        node.become(value == null ? "" : Json.text(value));
        return true;
    }

    private static boolean becomesNumber(Node node, @Nullable Number number) {
        if (number == null) return false;
        node.become(number);
        return true;
    }

    private static boolean becomesInteger(Node node, @Nullable Number number) {
        boolean hasFraction = (number instanceof Double decimal && decimal % 1 != 0)
                || (number instanceof BigDecimal digits
                        && digits.stripTrailingZeros().scale() > 0);
        return !hasFraction && becomesNumber(node, number);
    }

    private static boolean becomesBoolean(Node node, @Nullable Object value) {
        boolean isFalse = value == null || "false".equals(value) || isNumber(value, 0);
        if (!isFalse && !"true".equals(value) && !isNumber(value, 1)) return false;
        node.become(!isFalse);
        return true;
    }

    private static boolean becomesNull(Node node, @Nullable Object value) {
        if (!"".equals(value) && !Boolean.FALSE.equals(value) && !isNumber(value, 0)) return false;
        node.become(null);
        return true;
    }

    private static boolean isNumber(@Nullable Object value, int number) {
        return value instanceof Number present && present.doubleValue() == number;
    }

    /** The number behind a text, a boolean or null as JavaScript's unary plus reads it; null where there is none. */
    private static @Nullable Number number(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Boolean flag -> flag ? 1 : 0;
            case String text when !text.isEmpty() -> numberIn(text.strip());
            default -> null;
        };
    }

    private static @Nullable Number numberIn(String text) {
        if (text.isEmpty()) return 0; // nothing but blanks
        if (text.length() > LONGEST) return null;
        if (OTHER_BASE.matcher(text).matches()) return whole(new BigInteger(text.substring(2), base(text.charAt(1))));
        if (!DECIMAL.matcher(text).matches()) return null;
        double number = Double.parseDouble(text);
        // JSON has no infinity, so a number that is too large stays the text it was
        if (!Double.isFinite(number)) return null;
        return number % 1 == 0 && Math.abs(number) < 0x1p63
                ? whole(new BigDecimal(text).toBigInteger())
                : (Number) number;
    }

    private static int base(char letter) {
        return switch (letter) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            default -> 2;
        };
    }

    private static Number whole(BigInteger number) {
        if (number.bitLength() > 63) return number.doubleValue();
        long value = number.longValue();
        return value == (int) value ? (Number) (int) value : (Number) value;
    }
}
