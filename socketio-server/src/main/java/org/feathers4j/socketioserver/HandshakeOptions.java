package org.feathers4j.socketioserver;

import java.util.function.Function;

import io.vertx.core.http.Cookie;
import org.jspecify.annotations.Nullable;

/**
 * How sessions are opened, and polls answered. {@link SocketOptions.Builder} has the defaults.
 *
 * @param cors whether pages of other sites may use long-polling
 * @param allowRequest decides which clients may open a session; null for all
 * @param cookie makes a cookie from the ID of a session that polls; null for none
 * @param compressFrom the length in bytes from which answers to polls are compressed, for clients that take gzip ({@code httpCompression.threshold}); {@link
 *     Integer#MAX_VALUE} for none
 */
record HandshakeOptions(
        CorsOptions cors,
        @Nullable AllowRequest allowRequest,
        @Nullable Function<String, Cookie> cookie,
        int compressFrom) {
    HandshakeOptions {
        if (compressFrom < 0)
            throw new IllegalArgumentException("httpCompression %d must not be negative".formatted(compressFrom));
    }

    HandshakeOptions withCors(CorsOptions value) {
        return new HandshakeOptions(value, allowRequest, cookie, compressFrom);
    }
}
