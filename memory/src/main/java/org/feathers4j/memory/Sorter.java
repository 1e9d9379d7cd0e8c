package org.feathers4j.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.feathers4j.JsNumbers;
import org.jspecify.annotations.Nullable;

/**
 * The order of records that a {@code $sort} defines: {@code {name: 1, age: -1}}, keys in their order, dot paths allowed.
 *
 * <p>Values of different kinds come in this order: missing, null, numbers, text, booleans, dates ({@link java.time.Instant}), arrays, objects.
 * Immutable, for all threads. Use it with a stable sort: records that compare as equal keep their order.
 */
public final class Sorter implements Comparator<Map<String, @Nullable Object>> {
    private record Key(Path path, boolean descending) {}

    private final List<Key> keys;

    private Sorter(List<Key> keys) {
        this.keys = keys;
    }

    /**
     * The order for the value of a {@code $sort}.
     *
     * @param sort an object whose values are read as whole numbers, of which the sign counts. Zero has no effect; an unreadable one makes the
     *     keys behind it void too, as in Feathers (adapter-commons, src/sort.ts: NaN ends the comparison). Any other value keeps the order
     */
    public static Sorter of(@Nullable Object sort) {
        var keys = new ArrayList<Key>();
        if (sort instanceof Map<?, ?> weights) {
            for (Map.Entry<?, ?> entry : weights.entrySet()) {
                Number weight = JsNumbers.parse(entry.getValue());
                if (weight instanceof Double) break;
                if (weight.longValue() != 0)
                    keys.add(new Key(Path.of(String.valueOf(entry.getKey())), weight.longValue() < 0));
            }
        }
        return new Sorter(List.copyOf(keys));
    }

    /** Whether this order leaves everything as it is. */
    public boolean keepsOrder() {
        return keys.isEmpty();
    }

    @Override
    public int compare(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
        for (Key key : keys) {
            int order = Values.compare(key.path.in(a), key.path.in(b));
            if (order != 0) return key.descending ? -order : order;
        }
        return 0;
    }
}
