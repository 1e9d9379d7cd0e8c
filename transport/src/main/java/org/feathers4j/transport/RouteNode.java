package org.feathers4j.transport;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One place in the tree of routes. Immutable: a change makes new nodes from the root to the place.
 *
 * @param value what the route that ends here leads to; null when none ends here
 * @param statics the next nodes, by segment
 * @param placeholders the next nodes for any other segment, by the name of the placeholder, in the order of registration
 */
record RouteNode<T>(@Nullable T value, Map<String, RouteNode<T>> statics, Map<String, RouteNode<T>> placeholders) {

    static <T> RouteNode<T> empty() {
        return new RouteNode<>(null, Map.of(), Map.of());
    }

    private boolean isEmpty() {
        return value == null && statics.isEmpty() && placeholders.isEmpty();
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith(":");
    }

    private Map<String, RouteNode<T>> children(String segment) {
        return isPlaceholder(segment) ? placeholders : statics;
    }

    private static String key(String segment) {
        return isPlaceholder(segment) ? segment.substring(1) : segment;
    }

    /** The value of exactly this route, placeholders by their names; null when there is none. */
    @Nullable
    T at(String[] route, int depth) {
        if (depth == route.length) return value;
        RouteNode<T> child = children(route[depth]).get(key(route[depth]));
        return child == null ? null : child.at(route, depth + 1);
    }

    /** The tree with another value at this route; null removes the route, and nodes that lead nowhere afterwards. */
    RouteNode<T> with(String[] route, int depth, @Nullable T newValue) {
        if (depth == route.length) return new RouteNode<>(newValue, statics, placeholders);
        String segment = route[depth];
        RouteNode<T> child = children(segment).get(key(segment));
        RouteNode<T> changed = (child == null ? RouteNode.<T>empty() : child).with(route, depth + 1, newValue);
        return isPlaceholder(segment)
                ? new RouteNode<>(value, statics, changed(new LinkedHashMap<>(placeholders), key(segment), changed))
                : new RouteNode<>(value, changed(new HashMap<>(statics), segment, changed), placeholders);
    }

    private static <T> Map<String, RouteNode<T>> changed(
            Map<String, RouteNode<T>> copy, String key, RouteNode<T> child) {
        if (child.isEmpty()) copy.remove(key);
        else copy.put(key, child);
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The value of the first route that matches: static segments before placeholders, those in the order of registration, back from where it does not
     * go on. No node is visited twice, so an evil path costs no more than the number of routes.
     *
     * @param keys the segments as they are compared
     * @param names receives the name of the placeholder that each segment is the value of
     */
    @Nullable
    T find(String[] keys, int depth, @Nullable String[] names) {
        if (depth == keys.length) return value;
        RouteNode<T> fixed = statics.get(keys[depth]);
        if (fixed != null) {
            names[depth] = null;
            T found = fixed.find(keys, depth + 1, names);
            if (found != null) return found;
        }
        for (Map.Entry<String, RouteNode<T>> placeholder : placeholders.entrySet()) {
            T found = placeholder.getValue().find(keys, depth + 1, names);
            if (found == null) continue;
            names[depth] = placeholder.getKey();
            return found;
        }
        return null;
    }
}
