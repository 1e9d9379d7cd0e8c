package org.feathers4j.json;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.JsonForm;
import org.feathers4j.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The JSON value of an object that is not one itself. The result is plain at the top; values inside may need another conversion. */
final class Plain {
    private Plain() {}

    /** @throws JsonException when it stands for nothing in JSON */
    static @Nullable Object of(Object value) {
        if (value instanceof JsonValue stand) return stand.toJsonValue();
        if (value instanceof Id id) return id.value();
        String text = JsonForm.text(value);
        if (text != null) return text;
        if (value instanceof byte[] bytes) return buffer(bytes);
        if (value.getClass().isArray()) return items(value);
        if (value instanceof Throwable error) return members(error);
        if (isEmptyRecord(value.getClass())) return Map.of();
        if (value instanceof AtomicBoolean truth) return truth.get();
        if (value instanceof Iterable<?> items && !(value instanceof JsonNode)) return list(items);
        return isOptional(value) ? optional(value) : Typed.toPlain(value);
    }

    /** Whether this class, not Jackson, converts values of this class inside records and beans. */
    static boolean knows(Class<?> type) {
        return JsonValue.class.isAssignableFrom(type)
                || type == Id.class
                || (TemporalAccessor.class.isAssignableFrom(type) && !type.isEnum())
                || TemporalAmount.class.isAssignableFrom(type)
                || Date.class.isAssignableFrom(type)
                || Throwable.class.isAssignableFrom(type)
                || isEmptyRecord(type);
    }

    private static boolean isEmptyRecord(Class<?> type) {
        return type.isRecord() && type.getRecordComponents().length == 0;
    }

    /** Whether the text of a number is all there is to it: digits. */
    static boolean isInteger(Number number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof BigInteger
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong;
    }

    /** Node's {@code Buffer.toJSON} (lib/buffer.js). */
    static Map<String, @Nullable Object> buffer(byte[] bytes) {
        var octets = new ArrayList<@Nullable Object>(bytes.length);
        for (byte octet : bytes) octets.add(octet & 0xFF);
        var buffer = new LinkedHashMap<String, @Nullable Object>();
        buffer.put("type", "Buffer");
        buffer.put("data", octets);
        return buffer;
    }

    private static List<@Nullable Object> items(Object array) {
        return new ArrayItems(array);
    }

    /** An error has no enumerable members of its own in JavaScript; and its stack trace must not leave the process. */
    private static Map<String, @Nullable Object> members(Throwable error) {
        return error instanceof FeathersException known ? known.toJson() : new LinkedHashMap<>();
    }

    private static List<@Nullable Object> list(Iterable<?> items) {
        if (items instanceof Collection<?> collection) return new ArrayList<@Nullable Object>(collection);
        var list = new ArrayList<@Nullable Object>();
        items.forEach(list::add);
        return list;
    }

    private static boolean isOptional(Object value) {
        return value instanceof Optional<?>
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble;
    }

    private static @Nullable Object optional(Object value) {
        return switch (value) {
            case Optional<?> some -> some.orElse(null);
            case OptionalInt some -> some.isPresent() ? some.getAsInt() : null;
            case OptionalLong some -> some.isPresent() ? some.getAsLong() : null;
            case OptionalDouble some -> some.isPresent() ? some.getAsDouble() : null;
            default -> throw new IllegalArgumentException(value.getClass().getName());
        };
    }

    /** An array of anything, read like a list. */
    private static final class ArrayItems extends AbstractList<@Nullable Object> implements RandomAccess {
        private final Object array;

        ArrayItems(Object array) {
            this.array = array;
        }

        @Override
        public @Nullable Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }
}
