package org.feathers4j.cote;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The status that a component reports to monitors. On the loop. */
interface ComponentStatus {
    /** The components that it has a connection to. */
    List<String> nodes();

    /** {@link Traffic#toJson}. */
    Map<String, @Nullable Object> traffic();
}
