package org.feathers4j.hooks;

import java.util.Map;

import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A hook that tells what calls it lets pass and what it hides, for documents about a service. The hooks of this library do; those of an application may, too. A hook inside another one, as
 * in {@code iff(...)}, runs with some calls only and is not asked. Called by any thread, at any time; must not block.
 */
public interface Described {
    /** The JSON Schema of the data, or of one item of data that are a list, for methods of this kind; null when it lets all data pass. */
    default @Nullable Map<String, ? extends @Nullable Object> dataSchema(MethodKind kind) {
        return null;
    }

    /** The JSON Schema of the query; null when it lets all queries pass. */
    default @Nullable Map<String, ? extends @Nullable Object> querySchema() {
        return null;
    }

    /** Whether clients never see this field of a record, when the hook is registered after or around a method. */
    default boolean hides(String field) {
        return false;
    }

    /** Whether all calls over this transport are refused: {@code rest} or {@code socketio}. */
    default boolean refuses(String provider) {
        return false;
    }

    /** Whether calls of clients need valid credentials. */
    default boolean authenticates() {
        return false;
    }
}
