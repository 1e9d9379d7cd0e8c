package org.feathers4j.distributed;

import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;

/**
 * What an application answers to requests that reach it while it is leaving. A Node peer sees an Unavailable error; a Java peer knows by the data that nothing was
 * executed, and asks another owner, whatever the method.
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
