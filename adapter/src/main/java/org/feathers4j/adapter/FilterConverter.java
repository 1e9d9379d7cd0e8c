package org.feathers4j.adapter;

import org.jspecify.annotations.Nullable;

/** Reads the value of a filter: of a key of the query that starts with {@code $} and asks for something else than a condition. */
@FunctionalInterface
public interface FilterConverter {
    /** Takes the value as it is, without looking into it. */
    FilterConverter AS_IS = value -> value;

    /** Lets clients send the filter, and forgets it. */
    FilterConverter IGNORE = value -> null;

    /**
     * The value to go on with. Called once a query, by the thread that makes the call.
     *
     * @param value what stands in the query, unchecked
     * @return null leaves the filter out
     * @throws org.feathers4j.FeathersException BadRequest when the value makes no sense
     */
    @Nullable
    Object convert(@Nullable Object value);
}
