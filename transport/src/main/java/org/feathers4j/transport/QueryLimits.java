package org.feathers4j.transport;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * How much a client's query may ask, the same over REST and sockets. A query beyond a limit is refused whole: fewer conditions would address more records.
 *
 * @param maxParameters how many values a query may have; for a query string, how many {@code name=value}
 * @param maxDepth how many objects and lists may lie within one another below the query: {@code a[b][c]=1} has two
 * @param maxListLength the longest list, also of one that is written with indices: {@code a[5]=x} counts as six
 * @param maxLength the longest query, in characters: of a query string all of them, else names and values together
 */
public record QueryLimits(int maxParameters, int maxDepth, int maxListLength, int maxLength) {
    /** 1,000 parameters, 20 levels, lists of 1,000 items, 100 Ki characters. */
    public static final QueryLimits DEFAULT = new QueryLimits(1000, 20, 1000, 100 * 1024);

    /** JavaScript sets a prototype by it, so that it never becomes a part of a query there. */
    private static final String PROTOTYPE = "__proto__";

    public QueryLimits {
        atLeastOne("maxParameters", maxParameters);
        atLeastOne("maxDepth", maxDepth);
        atLeastOne("maxListLength", maxListLength);
        atLeastOne("maxLength", maxLength);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d must be at least 1".formatted(name, value));
    }

    /** These limits with another {@link #maxParameters()}. */
    public QueryLimits withMaxParameters(int value) {
        return new QueryLimits(value, maxDepth, maxListLength, maxLength);
    }

    /** These limits with another {@link #maxDepth()}. */
    public QueryLimits withMaxDepth(int value) {
        return new QueryLimits(maxParameters, value, maxListLength, maxLength);
    }

    /** These limits with another {@link #maxListLength()}. */
    public QueryLimits withMaxListLength(int value) {
        return new QueryLimits(maxParameters, maxDepth, value, maxLength);
    }

    /** These limits with another {@link #maxLength()}. */
    public QueryLimits withMaxLength(int value) {
        return new QueryLimits(maxParameters, maxDepth, maxListLength, value);
    }

    /**
     * Checks a query that came as JSON.
     *
     * @throws FeathersException BadRequest when it is beyond a limit, or a name in it is one that no query can have
     */
    void check(Map<?, ?> query) {
        if (!query.isEmpty()) new Count().members(query, 0);
    }

    void checkParameters(int count) {
        if (count > maxParameters) throw beyond("has more than %d parameters", maxParameters);
    }

    void checkDepth(int depth) {
        if (depth > maxDepth) throw beyond("is nested more than %d levels deep", maxDepth);
    }

    void checkListLength(long length) {
        if (length > maxListLength) throw beyond("has a list of more than %d items", maxListLength);
    }

    void checkLength(long length) {
        if (length > maxLength) throw beyond("is longer than %d characters", maxLength);
    }

    static void checkName(String name) {
        if (name.equals(PROTOTYPE)) throw FeathersException.badRequest("A query can not have a member '%s'", PROTOTYPE);
    }

    private static FeathersException beyond(String what, int limit) {
        return FeathersException.badRequest("The query " + what, limit);
    }

    /** What was seen of one query. */
    private final class Count {
        private int values;
        private long length;

        void members(Map<?, ?> members, int depth) {
            checkDepth(depth);
            if (members.isEmpty() && depth > 0) count(null);
            members.forEach((key, value) -> {
                String name = String.valueOf(key);
                checkName(name);
                checkLength(length += name.length());
                value(value, depth + 1);
            });
        }

        private void items(Collection<?> items, int depth) {
            checkDepth(depth);
            checkListLength(items.size());
            if (items.isEmpty()) count(null);
            for (Object item : items) value(item, depth + 1);
        }

        private void value(@Nullable Object value, int depth) {
            switch (value) {
                case Map<?, ?> members -> members(members, depth);
                case List<?> items -> items(items, depth);
                case null, default -> count(value);
            }
        }

        private void count(@Nullable Object value) {
            checkParameters(++values);
            checkLength(length += value instanceof String text ? text.length() : 1);
        }
    }
}
