package org.feathers4j;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The id of a record: a number or a text, as JSON has it. Ids from URLs are always text; {@code 1} and {@code "1"} are different ids,
 * and the service decides whether to treat them alike.
 *
 * <p>Where a parameter is {@code @Nullable Id}, null addresses every record that the query matches.
 *
 * @param value a {@link String}, or a number: an {@link Integer} when it fits, else a {@link Long} when it fits, else a {@link Double}; peers may send any
 *     other JSON value
 */
public record Id(Object value) {
    /** Below this a double that is a whole number is a long with the same digits. */
    private static final double LONG_RANGE = 0x1p63;

    /** Numbers that are equal in JSON are made equal here: {@code 1L} and {@code 1.0} become the integer 1. */
    public Id {
        Objects.requireNonNull(value, "value");
        if (value instanceof Long || value instanceof Short || value instanceof Byte)
            value = whole(((Number) value).longValue());
        else if (value instanceof Double || value instanceof Float) value = number(((Number) value).doubleValue());
    }

    private static Number number(double number) {
        boolean isWhole = number == Math.rint(number) && Math.abs(number) < LONG_RANGE;
        return isWhole ? whole((long) number) : (Number) number;
    }

    private static Number whole(long number) {
        return number == (int) number ? (Number) (int) number : (Number) number;
    }

    /** A number as id. */
    public static Id of(long value) {
        return new Id(value);
    }

    /** A text as id, also when it is made of digits. */
    public static Id of(String value) {
        return new Id(value);
    }

    /** The id for a JSON value, null for null. */
    public static @Nullable Id ofNullable(@Nullable Object value) {
        return value == null ? null : value instanceof Id id ? id : new Id(value);
    }

    /** The id as text, as it stands in a URL. */
    public String text() {
        return value.toString();
    }

    /**
     * The id as a whole number, whether it came as a number or as text.
     *
     * @throws FeathersException NotFound when it is neither: no record can have such an id
     */
    public long asLong() {
        if (value instanceof Integer || value instanceof Long) return ((Number) value).longValue();
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw FeathersException.notFound("No record found for id '%s'", text())
                    .withCause(e);
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
