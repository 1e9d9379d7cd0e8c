package org.feathers4j.examples.todos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.server.Server;
import org.jspecify.annotations.Nullable;

/** The page at the root of the gateway: a few files, read once. */
final class Page {
    private static final Map<String, String> TYPES = Map.of(
            "index.html",
            "text/html",
            "page.css",
            "text/css",
            "page.js",
            "text/javascript",
            "vendor/socket.io.min.js",
            "text/javascript",
            "vendor/feathers.min.js",
            "text/javascript");

    private Page() {}

    static void serve(Server server) {
        TYPES.forEach((file, type) -> {
            Buffer content = read(file);
            if (content != null)
                server.web().get(file.equals("index.html") ? "/" : "/" + file).handler(ctx -> send(ctx, type, content));
        });
    }

    private static void send(RoutingContext ctx, String type, Buffer content) {
        ctx.response()
                .putHeader("content-type", type + "; charset=utf-8")
                .putHeader("content-security-policy", "default-src 'self'; img-src data:")
                .end(content);
    }

    /** Null for the official clients when npm was not there as the example was built; the page says so. */
    private static @Nullable Buffer read(String file) {
        try (InputStream in = Page.class.getResourceAsStream("/page/" + file)) {
            return in == null ? null : Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
