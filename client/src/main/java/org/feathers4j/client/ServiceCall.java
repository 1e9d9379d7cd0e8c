package org.feathers4j.client;

import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
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
    /** The path, with the values of its placeholders. These are whole segments, and changed by one function; other segments are changed by the other one. */
    String routed(UnaryOperator<String> pathForm, UnaryOperator<String> form) {
        Map<String, ? extends @Nullable Object> values = params.route();
        var routed = new StringJoiner("/");
        for (String segment : path.split("/", -1)) {
            boolean isFilled = segment.startsWith(":") && values.containsKey(segment.substring(1));
            routed.add(
                    isFilled ? form.apply(String.valueOf(values.get(segment.substring(1)))) : pathForm.apply(segment));
        }
        return routed.toString();
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
