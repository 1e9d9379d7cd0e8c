package org.feathers4j;

import java.util.Objects;

/** Paths without slashes around them, as Feathers has them (commons/src/utils.ts, stripSlashes). */
public final class ServicePath {
    private ServicePath() {}

    /** The path without leading and trailing slashes; {@code /} when nothing is left. Slashes inside stay. */
    public static String normal(String path) {
        Objects.requireNonNull(path, "The path of a service is null");
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') start++;
        while (end > start && path.charAt(end - 1) == '/') end--;
        if (start == end) return "/";
        return start == 0 && end == path.length() ? path : path.substring(start, end);
    }
}
