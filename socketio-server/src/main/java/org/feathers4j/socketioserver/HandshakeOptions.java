package org.feathers4j.socketioserver;

import java.util.function.Function;

import io.vertx.core.http.Cookie;
import org.jspecify.annotations.Nullable;

/**
 * How sessions are opened, and polls answered.
 *
 * @param cors whether pages of other sites may use long-polling
 * @param allowRequest decides which clients may open a session; null for all
 * @param cookie makes the cookie with the name of a session that polls; null for none
 * @param compressFrom the length in bytes from which answers to polls are compressed, for clients that take gzip ({@code httpCompression.threshold}); {@link
 *     Integer#MAX_VALUE} for none
 */
public record HandshakeOptions(
        CorsOptions cors,
        @Nullable AllowRequest allowRequest,
        @Nullable Function<String, Cookie> cookie,
        int compressFrom) {
    /** What engine.io has: every client may open a session, there is no cookie, and what is longer than 1024 bytes is compressed. */
    public static final HandshakeOptions DEFAULT = new HandshakeOptions(CorsOptions.NONE, null, null, 1024);

    /** Checks them. */
    public HandshakeOptions {
        if (compressFrom < 0)
            throw new IllegalArgumentException("compressFrom %d must not be negative".formatted(compressFrom));
    }

    HandshakeOptions withCors(CorsOptions value) {
        return new HandshakeOptions(value, allowRequest, cookie, compressFrom);
    }

    HandshakeOptions withAllowRequest(AllowRequest value) {
        return new HandshakeOptions(cors, value, cookie, compressFrom);
    }

    HandshakeOptions withCookie(Function<String, Cookie> value) {
        return new HandshakeOptions(cors, allowRequest, value, compressFrom);
    }

    HandshakeOptions withCompressFrom(int value) {
        return new HandshakeOptions(cors, allowRequest, cookie, value);
    }
}
