package org.feathers4j.openapi;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** A file as the answer to a request, or the word that the client has it already. */
record Content(String type, String tag, Buffer body) {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
                    + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static Content of(String type, byte[] body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            return new Content(type, '"' + HexFormat.of().formatHex(hash, 0, 12) + '"', Buffer.buffer(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    void answer(RoutingContext ctx) {
        HttpServerResponse response = ctx.response()
                .putHeader("Content-Type", type)
                .putHeader("ETag", tag)
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer");
        String known = ctx.request().getHeader("If-None-Match");
        if (known != null && known.contains(tag)) response.setStatusCode(304).end();
        else response.end(body);
    }
}
