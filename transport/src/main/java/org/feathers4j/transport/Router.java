package org.feathers4j.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a path leads to. Routes are segments between slashes; one that begins with a colon is a placeholder for any segment, also an empty one.
 * Static segments win over placeholders, and among those the one that was registered first; where a branch leads nowhere the next is tried.
 *
 * <p>Safe for all threads: the tree is immutable and swapped under a short lock; lookups take no lock.
 *
 * @param <T> what routes lead to
 */
public final class Router<T> {
    /**
     * What a path leads to.
     *
     * @param value what was registered
     * @param parameters the segments in place of the placeholders, by name
     */
    public record Match<T>(T value, Map<String, String> parameters) {}

    private final RouterOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RouteNode<T> root = RouteNode.empty();

    /** A router without routes that compares paths as the options say. */
    public Router(RouterOptions options) {
        this.options = options;
    }

    /** A router without routes that is case-sensitive and decodes segments. */
    public Router() {
        this(RouterOptions.DEFAULT);
    }

    /**
     * Registers a route.
     *
     * @param path slashes around it do not count
     * @throws IllegalArgumentException when the very same route exists
     */
    public void insert(String path, T value) {
        String[] route = route(path);
        lock.lock();
        try {
            if (root.at(route, 0) != null)
                throw new IllegalArgumentException("Path %s already exists".formatted(ServicePath.normal(path)));
            root = root.with(route, 0, value);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes this route, and no other.
     *
     * @return false when there was no such route, or when it leads to something else
     */
    public boolean remove(String path, T value) {
        String[] route = route(path);
        lock.lock();
        try {
            if (!value.equals(root.at(route, 0))) return false;
            root = root.with(route, 0, null);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a path leads to, if anything.
     *
     * @param path as it came, percent-encoded; without the query; slashes around it do not count
     */
    public Optional<Match<T>> lookup(String path) {
        String[] segments = segments(path);
        if (options.decoding()) for (int i = 0; i < segments.length; i++) segments[i] = Percent.decoded(segments[i]);
        String[] keys = options.caseSensitive() ? segments : lowerCase(segments.clone());
        var names = new @Nullable String[segments.length];
        T found = root.find(keys, 0, names);
        return found == null ? Optional.empty() : Optional.of(new Match<>(found, parameters(names, segments)));
    }

    private static Map<String, String> parameters(@Nullable String[] names, String[] segments) {
        Map<String, String> parameters = Map.of();
        for (int i = 0; i < names.length; i++) {
            String name = names[i];
            if (name == null) continue;
            if (parameters.isEmpty()) parameters = new LinkedHashMap<>(4);
            parameters.put(name, segments[i]);
        }
        return parameters;
    }

    private String[] route(String path) {
        String[] segments = segments(path);
        return options.caseSensitive() ? segments : lowerCase(segments);
    }

    /** Placeholders keep their names: hooks know them by these. */
    private static String[] lowerCase(String[] segments) {
        for (int i = 0; i < segments.length; i++)
            if (!segments[i].startsWith(":")) segments[i] = segments[i].toLowerCase(Locale.ROOT);
        return segments;
    }

    private static String[] segments(String path) {
        String normal = ServicePath.normal(path);
        if (normal.equals("/")) return new String[] {""};
        List<String> segments = new ArrayList<>(4);
        int start = 0;
        for (int slash = normal.indexOf('/'); slash >= 0; slash = normal.indexOf('/', start)) {
            segments.add(normal.substring(start, slash));
            start = slash + 1;
        }
        segments.add(normal.substring(start));
        return segments.toArray(String[]::new);
    }
}
