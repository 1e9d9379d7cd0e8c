package org.feathers4j.server;

import java.util.function.Consumer;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.feathers4j.socketioserver.SocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * How the server speaks HTTP.
 *
 * @param tls certificate and key; null for plain HTTP
 * @param compressionFrom the length in bytes from which answers are compressed for clients that accept it; {@link ServerOptions#NEVER} for none
 * @param etag whether answers to GET and HEAD have an entity tag
 * @param proxies proxies whose {@code X-Forwarded-*} or {@code Forwarded} headers are trusted
 * @param tuning changes Vert.x's own options at the end, for client certificates, SNI, buffers and more
 */
record HttpOptions(
        @Nullable TlsOptions tls,
        int compressionFrom,
        boolean etag,
        TrustedProxies proxies,
        Consumer<HttpServerOptions> tuning) {
    HttpOptions {
        if (compressionFrom < 0)
            throw new IllegalArgumentException("compressionFrom %d must not be negative".formatted(compressionFrom));
    }

    HttpOptions withoutEtag() {
        return new HttpOptions(tls, compressionFrom, false, proxies, tuning);
    }

    /** Whether Vert.x must be told that an answer is too short to be compressed: in HTTP/2 it knows no threshold. */
    boolean leavesPlain(HttpServerRequest request, int length) {
        return compresses() && length < compressionFrom && request.headers().contains(HttpHeaders.ACCEPT_ENCODING);
    }

    /** Whether Vert.x compresses answers. */
    boolean compresses() {
        return compressionFrom != ServerOptions.NEVER;
    }

    /** The options for Vert.x. */
    HttpServerOptions vertx(ServerLimits limits, SocketOptions sockets) {
        var options = new HttpServerOptions()
                .setMaxInitialLineLength(limits.maxUrlLength() + AROUND_URL)
                .setMaxHeaderSize(limits.maxHeaderBytes())
                .setHttp2ClearTextEnabled(false);
        options.getInitialSettings().setMaxHeaderListSize(limits.maxHeaderBytes());
        if (compresses()) options.setCompressionSupported(true).setCompressionContentSizeThreshold(compressionFrom);
        if (tls != null) options.setSsl(true).setUseAlpn(true).setKeyCertOptions(tls.vertx());
        tuning.accept(sockets.applyTo(options));
        return options;
    }

    /** Room in the first line for the method and the version. */
    private static final int AROUND_URL = 64;

    String scheme() {
        return tls == null ? "http" : "https";
    }
}
