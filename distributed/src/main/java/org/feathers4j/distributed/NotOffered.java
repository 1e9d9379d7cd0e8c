package org.feathers4j.distributed;

import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;

/**
 * The answer of an application to requests for a service that it does not offer. A Node peer sees a NotFound error; a
 * Java peer knows by its data that the request was not executed, sends it to another owner, and sends no further calls
 * of that service.
 */
final class NotOffered {
    private static final String MARK = "offered";

    private NotOffered() {}

    static FeathersException error(String path, String key) {
        return FeathersException.notFound("No service '%s' is offered by the application with key '%s'", path, key)
                .withData(Map.of(MARK, false));
    }

    /**
     * The error for the caller, without the mark: an application that hands it on to a caller of its own offers the
     * service that was called.
     */
    static FeathersException told(FeathersException error) {
        return FeathersException.notFound("%s", error.message());
    }

    static boolean is(FeathersException error) {
        return error.kind() == ErrorKind.NOT_FOUND
                && error.data() instanceof Map<?, ?> data
                && Boolean.FALSE.equals(data.get(MARK));
    }
}
