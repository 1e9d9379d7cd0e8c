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

    /**
     * The error for the caller, without the mark: an application that hands it on to a caller of its own has begun that
     * one's call.
     */
    static FeathersException told(FeathersException error) {
        return FeathersException.unavailable("%s", error.message());
    }

    static boolean is(FeathersException error) {
        return error.kind() == ErrorKind.UNAVAILABLE
                && error.data() instanceof Map<?, ?> data
                && Boolean.TRUE.equals(data.get(MARK));
    }
}
