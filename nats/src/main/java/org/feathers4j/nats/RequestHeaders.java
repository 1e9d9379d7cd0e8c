package org.feathers4j.nats;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.nats.client.impl.Headers;
import org.feathers4j.distributed.MeshRequest;
import org.jspecify.annotations.Nullable;

/** What a request says in headers of NATS, for tools and servers that do not read its JSON. */
final class RequestHeaders {
    /** For how many milliseconds the caller waits, from now on. */
    static final String TIMEOUT = "Feathers-Timeout";

    /** W3C Trace Context, when the params of the call have such a header. */
    static final String TRACE = "traceparent";

    /** So that sums with the clock do not overflow. */
    private static final long LONGEST = TimeUnit.DAYS.toMillis(365);

    private RequestHeaders() {}

    static @Nullable Headers of(MeshRequest request, @Nullable Duration left) {
        Object trace = request.params().get("headers") instanceof Map<?, ?> headers ? headers.get(TRACE) : null;
        boolean isTraced = trace instanceof String text && text.matches("[\\da-f-]{55,200}");
        if (left == null && !isTraced) return null;
        var headers = new Headers();
        if (left != null) headers.put(TIMEOUT, Long.toString(left.toMillis()));
        if (isTraced) headers.put(TRACE, String.valueOf(trace));
        return headers;
    }

    /** By {@link System#nanoTime}; null when nothing readable is said. */
    static @Nullable Long deadline(@Nullable Headers headers) {
        String text = headers == null ? null : headers.getFirst(TIMEOUT);
        if (text == null) return null;
        try {
            long millis = Math.min(Long.parseLong(text), LONGEST);
            return millis < 0 ? null : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
