package org.feathers4j.transport;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a client's query, the same over REST and sockets; {@link Builder} has all that can be set. Immutable. A query beyond a limit is refused whole: fewer
 * conditions would address more records.
 */
public final class QueryLimits {
    /** 1,000 parameters, 20 levels, lists of 1,000 items, 100 Ki characters. */
    public static final QueryLimits DEFAULT = create(limits -> {});

    /** JavaScript sets a prototype by it, so that it never becomes a part of a query there. */
    private static final String PROTOTYPE = "__proto__";

    private final int maxParameters;
    private final int maxDepth;
    private final int maxListLength;
    private final int maxLength;

    private QueryLimits(Builder from) {
        maxParameters = atLeastOne("maxParameters", from.maxParameters);
        maxDepth = atLeastOne("maxDepth", from.maxDepth);
        maxListLength = atLeastOne("maxListLength", from.maxListLength);
        maxLength = atLeastOne("maxLength", from.maxLength);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) throw new IllegalArgumentException("%s %d of a query must be at least 1".formatted(name, value));
        return value;
    }

    /**
     * The defaults with changes.
     *
     * @throws IllegalArgumentException when a limit is less than 1
     */
    public static QueryLimits create(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    /** How many values a query may have. */
    public int maxParameters() {
        return maxParameters;
    }

    /** How many objects and lists may lie within one another below the query. */
    public int maxDepth() {
        return maxDepth;
    }

    /** The longest list. */
    public int maxListLength() {
        return maxListLength;
    }

    /** The longest query, in characters. */
    public int maxLength() {
        return maxLength;
    }

    /** What can be set. Used by one thread, inside the lambda of {@link #create}. */
    public static final class Builder {
        private int maxParameters = 1000;
        private int maxDepth = 20;
        private int maxListLength = 1000;
        private int maxLength = 100 * 1024;

        Builder() {}

        /** How many values a query may have; for a query string, how many {@code name=value}; 1000 unless set. */
        public Builder maxParameters(int value) {
            maxParameters = value;
            return this;
        }

        /** How many objects and lists may lie within one another below the query: {@code a[b][c]=1} has two; 20 unless set. */
        public Builder maxDepth(int value) {
            maxDepth = value;
            return this;
        }

        /** The longest list, also of one that is written with indices: {@code a[5]=x} counts as six; 1000 unless set. */
        public Builder maxListLength(int value) {
            maxListLength = value;
            return this;
        }

        /** The longest query, in characters: of a query string all of them, else names and values together; 102,400 unless set. */
        public Builder maxLength(int value) {
            maxLength = value;
            return this;
        }

        QueryLimits build() {
            return new QueryLimits(this);
        }
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

    /** The counts of one query. */
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
