package org.feathers4j.interop;

import java.io.Serial;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A call failed within a Node peer; carries the error as that peer saw it. */
final class NodeCallException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Map<String, @Nullable Object> error;

    NodeCallException(String call, Map<String, @Nullable Object> error) {
        super("%s failed in the Node peer: %s".formatted(call, error));
        this.error = error;
    }

    /** The error's members: {@code name}, {@code message}, {@code code}, {@code className}, {@code data}, ... */
    Map<String, @Nullable Object> error() {
        return error;
    }

    /** The error's name, for instance {@code NotFound}; {@code "null"} when something else than an error was thrown. */
    String errorName() {
        return String.valueOf(error.get("name"));
    }
}
