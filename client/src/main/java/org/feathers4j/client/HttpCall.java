package org.feathers4j.client;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request over HTTP, for a {@link ClientNetwork}.
 *
 * @param method for instance {@code PATCH}
 * @param headers by name, each with one value
 * @param body in UTF-8; null for none; never changed
 * @param timeout until the last byte of the answer
 * @param maxBytes the longest body of an answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpCall(
        String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Duration timeout, int maxBytes) {
    /** Copies the map. */
    public HttpCall {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Method and address without the query, which may hold personal data. */
    @Override
    public String toString() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return method + " " + (query < 0 ? text : text.substring(0, query));
    }
}
