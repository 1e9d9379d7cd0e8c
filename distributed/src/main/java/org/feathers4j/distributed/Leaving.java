package org.feathers4j.distributed;

import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;

/**
 * The answer of an application that is leaving the mesh to further requests. A Node peer sees an Unavailable error; a
 * Java peer knows by its data that the request was not executed, and sends it to another owner, whatever the method.
 */
final class Leaving {
    private static final String MARK = "leaving";

    private Leaving() {}

    static FeathersException error(String key) {
        return FeathersException.unavailable("The application with key '%s' is leaving", key)
                .withData(Map.of(MARK, true));
    }

    static boolean is(FeathersException error) {
        return error.kind() == ErrorKind.UNAVAILABLE
                && error.data() instanceof Map<?, ?> data
                && Boolean.TRUE.equals(data.get(MARK));
    }
}
