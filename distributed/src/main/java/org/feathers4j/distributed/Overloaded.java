package org.feathers4j.distributed;

import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;

/**
 * The answer of an application that has too much to do. A Node peer sees an Unavailable error; a Java peer knows by its
 * data that the request was not executed, and may send it to another owner, whatever the method.
 */
final class Overloaded {
    private static final String MARK = "overloaded";

    private Overloaded() {}

    static FeathersException error(String explanation) {
        return FeathersException.unavailable("%s", explanation).withData(Map.of(MARK, true));
    }

    static boolean is(FeathersException error) {
        return error.kind() == ErrorKind.UNAVAILABLE
                && error.data() instanceof Map<?, ?> data
                && Boolean.TRUE.equals(data.get(MARK));
    }
}
