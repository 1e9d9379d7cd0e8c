package org.feathers4j.openapi;

import java.util.Map;

import org.feathers4j.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A method that clients may call.
 *
 * @param data the component with the schema of the data; null when it takes none, or any
 * @param result the schema of the result, which is no record of the service; null when it is one, or any
 * @param overRest whether it may be called over HTTP; over sockets only if not
 */
record MethodModel(
        String name,
        MethodKind kind,
        @Nullable String summary,
        @Nullable String data,
        @Nullable Map<String, @Nullable Object> result,
        Access access,
        boolean overRest) {
    boolean isCustom() {
        return kind == MethodKind.CUSTOM;
    }
}
