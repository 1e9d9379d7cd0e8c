package org.feathers4j.server;

import java.util.function.UnaryOperator;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.socketioserver.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * How the server speaks HTTP.
 *
 * @param tls certificate and key; null for plain HTTP
 * @param compressFrom the length in bytes from which answers are compressed for clients that accept it; {@link #NEVER} for none
 * @param proxies whose word is taken for where requests come from
 * @param tuning has the last word on Vert.x's own options, which know of client certificates, SNI, buffers and more
 */
public record HttpOptions(
        @Nullable TlsOptions tls, int compressFrom, TrustedProxies proxies, UnaryOperator<HttpServerOptions> tuning) {
    /** Answers of any length go out as they are. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** Plain HTTP without compression, and no proxy is trusted. */
    public static final HttpOptions DEFAULT =
            new HttpOptions(null, NEVER, TrustedProxies.NONE, UnaryOperator.identity());

    public HttpOptions {
        if (compressFrom < 0)
            throw new IllegalArgumentException("compressFrom %d must not be negative".formatted(compressFrom));
    }

    /** Whether Vert.x must be told that an answer is too short to be compressed: in HTTP/2 it knows no threshold. */
    boolean leavesPlain(HttpServerRequest request, int length) {
        return compresses() && length < compressFrom && request.headers().contains(HttpHeaders.ACCEPT_ENCODING);
    }

    /** Whether Vert.x compresses answers. */
    boolean compresses() {
        return compressFrom != NEVER;
    }

    /** What Vert.x is told. */
    HttpServerOptions vertx(ServerLimits limits, SocketOptions sockets) {
        var options = new HttpServerOptions()
                .setMaxInitialLineLength(limits.maxUrlLength() + AROUND_URL)
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setHttp2ClearTextEnabled(false);
        options.getInitialSettings().setMaxHeaderListSize(limits.maxHeaderBytes());
        if (compresses()) options.setCompressionSupported(true).setCompressionContentSizeThreshold(compressFrom);
        if (tls != null) options.setSsl(true).setUseAlpn(true).setKeyCertOptions(tls.vertx());
        return tuning.apply(sockets.applyTo(options));
    }

    /** Room in the first line for the method and the version. */
    private static final int AROUND_URL = 64;

    String scheme() {
        return tls == null ? "http" : "https";
    }

    HttpOptions withTls(TlsOptions value) {
        return new HttpOptions(value, compressFrom, proxies, tuning);
    }

    HttpOptions withCompressFrom(int value) {
        return new HttpOptions(tls, value, proxies, tuning);
    }

    HttpOptions withProxies(TrustedProxies value) {
        return new HttpOptions(tls, compressFrom, value, tuning);
    }

    HttpOptions withTuning(UnaryOperator<HttpServerOptions> value) {
        return new HttpOptions(tls, compressFrom, proxies, value);
    }
}
