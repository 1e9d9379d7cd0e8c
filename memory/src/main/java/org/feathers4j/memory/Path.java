package org.feathers4j.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;

/** The field of a condition or a sort key: the name of a field, or names and indexes joined by dots. */
record Path(List<Segment> segments) {
    static Path of(String name) {
        if (name.indexOf('.') < 0) return new Path(List.of(Segment.of(name)));
        return new Path(Arrays.stream(name.split("\\.", -1)).map(Segment::of).toList());
    }

    /**
     * Whether a test holds for any of the values that the path leads to: every element of an array on the way is tried, at the end also
     * the array as a whole. A field that is not there counts as null.
     */
    boolean leadsToAny(Map<String, @Nullable Object> record, Predicate<@Nullable Object> test) {
        return any(record, 0, test);
    }

    private boolean any(@Nullable Object value, int depth, Predicate<@Nullable Object> test) {
        if (value instanceof List<?> items) return anyItem(items, depth, test);
        if (depth == segments.size()) return test.test(value);
        Object next = value instanceof Map<?, ?> members ? members.get(segments.get(depth).name) : null;
        return any(next, depth + 1, test);
    }

    private boolean anyItem(List<?> items, int depth, Predicate<@Nullable Object> test) {
        boolean end = depth == segments.size();
        if (!end && segments.get(depth).isIndex()) {
            Object item = segments.get(depth).of(items);
            return any(item == Kind.MISSING ? null : item, depth + 1, test);
        }
        for (Object item : items) if (any(item, depth, test)) return true;
        return end && test.test(items);
    }

    /** The one value at the end of the path, without looking into the elements of arrays; {@link Kind#MISSING} when there is none. */
    @Nullable
    Object in(Map<String, @Nullable Object> record) {
        Object value = record;
        for (Segment segment : segments) value = segment.of(value);
        return value;
    }

    /** One step. An index is -1 when the name is none. */
    private record Segment(String name, int index) {
        static Segment of(String name) {
            boolean digits = !name.isEmpty() && name.chars().allMatch(c -> JsNumbers.isDigit((char) c));
            return new Segment(name, digits && JsNumbers.parse(name) instanceof Integer index ? index : -1);
        }

        boolean isIndex() {
            return index >= 0;
        }

        @Nullable
        Object of(@Nullable Object value) {
            if (value instanceof Map<?, ?> members) {
                Object member = members.get(name);
                return member != null || members.containsKey(name) ? member : Kind.MISSING;
            }
            return isIndex() && value instanceof List<?> items && index < items.size()
                    ? items.get(index)
                    : Kind.MISSING;
        }
    }
}
