package org.feathers4j.client;

import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.feathers4j.Id;
import org.feathers4j.Params;
import org.jspecify.annotations.Nullable;

/** A call of a service on its way to the server. */
record ServiceCall(
        String path,
        String method,
        @Nullable Id id,
        @Nullable Object data,
        Params params) {
    /** The path, changed by one function, with the values of its placeholders, each changed by another one. */
    String routed(UnaryOperator<String> pathForm, UnaryOperator<String> form) {
        String routed = pathForm.apply(path);
        for (Map.Entry<String, @Nullable Object> value : params.route().entrySet())
            routed = routed.replace(":" + value.getKey(), form.apply(String.valueOf(value.getValue())));
        return routed;
    }

    /** That of the call, or else the one given. */
    Duration timeout(Duration otherwise) {
        return params.get("timeout") instanceof Duration own ? own : otherwise;
    }

    @Override
    public String toString() {
        return "%s on '%s'".formatted(method, path);
    }
}
