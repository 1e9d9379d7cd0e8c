package org.feathers4j.distributed;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;

import org.feathers4j.Discreet;
import org.feathers4j.FeathersException;
import org.feathers4j.JsNumbers;
import org.feathers4j.JsonForm;
import org.feathers4j.JsonMapper;
import org.feathers4j.JsonValue;
import org.feathers4j.RawValue;
import org.feathers4j.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** JSON values on their way to other applications. */
final class PlainValues {
    private static final int DEEPEST = 500;

    private PlainValues() {}

    /**
     * The members that are data. As in {@code JSON.stringify}, functions, locks, streams and other values with
     * behaviour are left out; in lists they are null.
     */
    static Map<String, @Nullable Object> data(Map<?, ?> members) {
        var data = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(members.size());
        members.forEach((name, member) -> {
            Object value = dataOrNull(member);
            if (value != null || member == null) data.put(String.valueOf(name), value);
        });
        return data;
    }

    /** The fields of params that peers may see: a user without its hidden fields and its password hash. */
    static Map<String, @Nullable Object> shown(Map<String, @Nullable Object> params) {
        if (params.values().stream().noneMatch(Discreet.class::isInstance)) return params;
        var shown = new LinkedHashMap<>(params);
        shown.replaceAll((name, value) -> value instanceof Discreet discreet ? discreet.shown() : value);
        return shown;
    }

    /** The data in a value; null when there are none. */
    static @Nullable Object dataOrNull(@Nullable Object value) {
        // most values need no change; cyclic values and those nested too deeply end here
        Object plain = JsonForm.plain(value);
        return isData(plain) ? plain : filtered(plain);
    }

    private static boolean isData(@Nullable Object value) {
        return switch (value) {
            case RawValue raw when raw.isRaw() -> true;
            case Map<?, ?> members -> members.values().stream().allMatch(PlainValues::isData);
            case List<?> items -> items.stream().allMatch(PlainValues::isData);
            case byte[] bytes -> true;
            case Number number -> true;
            case String text -> true;
            case Boolean flag -> true;
            case null -> true;
            default -> false;
        };
    }

    private static @Nullable Object filtered(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> members -> data(members);
            case List<?> items -> {
                var data = new ArrayList<@Nullable Object>(items.size());
                for (Object item : items) data.add(dataOrNull(item));
                yield data;
            }
            case null -> null;
            default -> isActive(value) ? null : formOrNull(value);
        };
    }

    /**
     * Values with behaviour. Lambdas are hidden classes; objects of the JDK without a JSON form, such as locks and
     * streams, are not data.
     */
    private static boolean isActive(Object value) {
        Class<?> type = value.getClass();
        boolean isOfJava = type.getClassLoader() == null
                || ClassLoader.getPlatformClassLoader().equals(type.getClassLoader());
        return type.isHidden()
                || value instanceof AutoCloseable
                || value instanceof Lock
                || value instanceof Runnable
                || value instanceof UnitOfWork // a transaction stays in its process
                || value instanceof Future<?>
                || (isOfJava && !hasForm(value));
    }

    private static boolean hasForm(Object value) {
        return value instanceof Throwable
                || value instanceof AtomicBoolean
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble;
    }

    private static @Nullable Object formOrNull(Object value) {
        try {
            return JsonMapper.shared().toJson(value);
        } catch (RuntimeException noForm) {
            return null;
        }
    }

    /**
     * A value as it arrives after it was written as JSON and read again: times and records have their JSON form, and
     * equal numbers have the same type.
     *
     * @throws FeathersException BadRequest when the value is nested too deeply, for instance because it contains itself
     */
    static @Nullable Object copy(@Nullable Object value) {
        return copy(value, DEEPEST);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth == 0) throw FeathersException.badRequest("The value is nested more than %d levels deep", DEEPEST);
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Number number -> number(number);
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, member) -> copy.put(name(name), copy(member, depth - 1)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>(list.size());
                for (Object item : list) copy.add(copy(item, depth - 1));
                yield copy;
            }
            case JsonValue json -> copy(json.toJsonValue(), depth - 1);
            default -> {
                String text = JsonForm.text(value);
                yield text != null ? text : copy(form(value), depth - 1);
            }
        };
    }

    private static String name(@Nullable Object key) {
        String text = key == null ? null : JsonForm.text(key);
        return text == null ? String.valueOf(key) : text;
    }

    private static @Nullable Object form(Object value) {
        try {
            return JsonMapper.shared().toJson(value);
        } catch (FeathersException known) {
            throw known;
        } catch (RuntimeException noForm) {
            throw FeathersException.badRequest("%s", String.valueOf(noForm.getMessage()))
                    .withCause(noForm);
        }
    }

    /** JSON has one kind of number: 1L and 1.0 arrive as 1, NaN and infinities as null. */
    private static @Nullable Number number(Number number) {
        return switch (number) {
            case Integer small -> small;
            case Double value -> decimal(value);
            case Float value -> decimal(Double.parseDouble(value.toString()));
            case BigInteger digits -> digits.bitLength() < Long.SIZE ? JsNumbers.whole(digits.longValue()) : digits;
            case BigDecimal digits -> decimal(digits);
            default -> JsNumbers.whole(number.longValue());
        };
    }

    private static @Nullable Number decimal(double value) {
        return Double.isFinite(value) ? JsNumbers.of(value) : null;
    }

    private static Number decimal(BigDecimal digits) {
        double value = digits.doubleValue();
        boolean isDouble = Double.isFinite(value) && new BigDecimal(Double.toString(value)).compareTo(digits) == 0;
        Number shorter = isDouble ? decimal(value) : null;
        return shorter == null ? digits : shorter;
    }
}
