package org.feathers4j.json;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * JSON as JavaScript's {@code JSON.parse} and {@code JSON.stringify} read and write it. All methods may be called from any thread.
 *
 * <p>Values are plain: ordered {@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Number}, null. Parsed values are mutable
 * and belong to the caller. Beyond what the RFC leaves open:
 *
 * <ul>
 *   <li>a number is an {@code Integer} when it fits, else a {@code Long} when it fits, else a {@code Double} when that has all the digits, else a {@code
 *       BigInteger} or {@code BigDecimal}. JavaScript has one
 *       kind of number, so {@code 1.0} and {@code 1e3} are the integers 1 and 1000 and {@code -0} is 0; numbers that JavaScript would round keep all their digits here, except for
 *       exponents beyond 10,000: those are zero or infinite;
 *   <li>of members with the same name the last wins, in the place of the first; integer-like names come first, ascending;
 *   <li>invalid UTF-8 becomes U+FFFD, as in Node; lone surrogate escapes stay as they are; a byte order mark is refused.
 * </ul>
 */
public final class Json {
    private Json() {}

    /**
     * The value of a JSON text, with the {@linkplain JsonLimits#DEFAULT default limits}.
     *
     * @throws JsonException when it is not JSON or exceeds the limits
     */
    public static @Nullable Object parse(byte[] utf8) {
        return parse(utf8, 0, utf8.length, JsonLimits.DEFAULT);
    }

    /**
     * The value of the JSON text in a part of an array.
     *
     * @param offset where the text begins
     * @param length its length in bytes
     * @throws JsonException when it is not JSON or exceeds the limits
     */
    public static @Nullable Object parse(byte[] utf8, int offset, int length, JsonLimits limits) {
        return Source.of(utf8, offset, length, limits).parse();
    }

    /**
     * The value of a JSON text, with the {@linkplain JsonLimits#DEFAULT default limits}.
     *
     * @throws JsonException when it is not JSON or exceeds the limits; the offset counts characters
     */
    public static @Nullable Object parse(String text) {
        return parse(text, JsonLimits.DEFAULT);
    }

    /**
     * The value of a JSON text.
     *
     * @throws JsonException when it is not JSON or exceeds the limits; the offset counts characters
     */
    public static @Nullable Object parse(String text, JsonLimits limits) {
        return Source.parse(text, limits);
    }

    /**
     * The value of a JSON text, an object or array as a {@link JsonView} that keeps the bytes. The whole text is checked now, so
     * that nothing can fail later.
     *
     * @param utf8 must not be changed any more as long as the view is in use
     * @param offset where the text begins
     * @param length its length in bytes
     * @throws JsonException when it is not JSON or exceeds the limits
     */
    public static @Nullable Object view(byte[] utf8, int offset, int length, JsonLimits limits) {
        return Source.of(utf8, offset, length, limits).view();
    }

    /**
     * The JSON of a value as UTF-8.
     *
     * @param value see {@link #write}
     * @throws JsonException when the value cannot be written
     */
    public static byte[] bytes(@Nullable Object value) {
        var out = new JsonOutput();
        JsonWriter.write(out, value);
        return out.toBytes();
    }

    /**
     * The JSON of a value as text.
     *
     * @param value see {@link #write}
     * @throws JsonException when the value cannot be written
     */
    public static String text(@Nullable Object value) {
        var out = new JsonOutput();
        JsonWriter.write(out, value);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }

    /**
     * Appends the JSON of a value as UTF-8, nothing when it fails.
     *
     * <p>Numbers are written in JavaScript's shortest form (NaN and the infinities as null), integer-like names first. Besides plain
     * values: {@link org.feathers4j.JsonValue} as the value it stands for, {@code Instant} and {@code Date} as ISO text with milliseconds,
     * other times, UUID, URI and the like as their text, enums by name, {@code byte[]} as Node's Buffer, arrays and iterables as
     * arrays, an {@code Optional} as its value or null, a {@code Throwable} as {@code {}} as in JavaScript (a {@code FeathersException}
     * by its members), records and beans by their properties.
     *
     * @param value what to write; must not change meanwhile
     * @throws JsonException when the value is cyclic, deeper than {@value JsonLimits#DEEPEST} levels or of a kind that has no JSON form
     */
    public static void write(@Nullable Object value, JsonOutput out) {
        int start = out.length();
        try {
            JsonWriter.write(out, value);
        } catch (RuntimeException failure) {
            out.truncate(start);
            throw failure;
        }
    }
}
