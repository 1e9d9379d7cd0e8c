package org.feathers4j.cote;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a component tells monitors of itself. On the loop. */
interface ComponentStatus {
    /** The components that it has a connection to. */
    List<String> nodes();

    /** {@link Traffic#toJson}. */
    Map<String, @Nullable Object> traffic();
}
