package org.feathers4j.socketioserver;

import java.util.function.Function;

import io.vertx.core.http.Cookie;
import org.jspecify.annotations.Nullable;

/**
 * How Socket.IO deals with HTTP requests.
 *
 * @param cors whether pages of other sites may use long-polling
 * @param allowRequest who may open a session; null for everybody
 * @param cookie makes the cookie with the name of a session that polls; null for none
 * @param compressFrom the length in bytes from which answers to polls are compressed, for clients that take gzip ({@code httpCompression.threshold}); {@link
 *     Integer#MAX_VALUE} for none
 */
public record SocketEntry(
        CorsOptions cors,
        @Nullable AllowRequest allowRequest,
        @Nullable Function<String, Cookie> cookie,
        int compressFrom) {
    /** What engine.io has: everybody may come, there is no cookie, and what is longer than 1024 bytes is compressed. */
    public static final SocketEntry DEFAULT = new SocketEntry(CorsOptions.NONE, null, null, 1024);

    /** Checks them. */
    public SocketEntry {
        if (compressFrom < 0)
            throw new IllegalArgumentException("compressFrom %d must not be negative".formatted(compressFrom));
    }

    SocketEntry withCors(CorsOptions value) {
        return new SocketEntry(value, allowRequest, cookie, compressFrom);
    }

    SocketEntry withAllowRequest(AllowRequest value) {
        return new SocketEntry(cors, value, cookie, compressFrom);
    }

    SocketEntry withCookie(Function<String, Cookie> value) {
        return new SocketEntry(cors, allowRequest, value, compressFrom);
    }

    SocketEntry withCompressFrom(int value) {
        return new SocketEntry(cors, allowRequest, cookie, value);
    }
}
