package org.feathers4j.server;

import java.util.Map;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An encoded answer.
 *
 * @param status the HTTP status
 * @param headers further headers: text, or a list of texts
 * @param contentType null when there is no content
 * @param etag null when there is none
 * @param content the bytes
 */
record Reply(
        int status,
        Map<String, Object> headers,
        @Nullable CharSequence contentType,
        @Nullable String etag,
        Buffer content) {}
