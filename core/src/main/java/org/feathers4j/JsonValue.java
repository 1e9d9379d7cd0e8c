package org.feathers4j;

import org.jspecify.annotations.Nullable;

/** An object that is written as a JSON value: to a client, to a peer, into an event. */
@FunctionalInterface
public interface JsonValue {
    /** The value to write: a map, list, text, number, boolean or null. */
    @Nullable
    Object toJsonValue();
}
