package org.feathers4j.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a plugin has a page of its own, with files below it whose addresses in the page are relative, so that the page works below the path of a proxy or of {@link Server#mount}
 * too. For plugins.
 *
 * <pre>{@code
 * var page = new PagePath("/admin");
 * server.use(page.path(), page.handler((file, ctx) -> {
 *     if (file.isEmpty()) ctx.response().putHeader("Content-Type", "text/html").end(html);
 *     else ctx.response().setStatusCode(404).end();
 * }));
 * }</pre>
 *
 * @param path begins with a slash, does not end with one, for instance {@code /admin} or {@code /internal/mesh}
 */
public record PagePath(String path) {
    /** @throws IllegalArgumentException when the path has another form */
    public PagePath {
        if (!path.startsWith("/") || path.endsWith("/"))
            throw new IllegalArgumentException("Not the path of a page, such as /admin: '%s'".formatted(path));
    }

    /** The last part of the path: the folder of the page's files, as the page itself sees it. */
    public String folder() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The way from the page to the root of the application: nothing, {@code ../}, {@code ../../}. */
    public String up() {
        return "../".repeat((int) path.chars().filter(each -> each == '/').count() - 1);
    }

    /**
     * Takes requests for the page and everything below it. Other methods than {@code GET} and {@code HEAD} are answered with 405, and the path with a slash at its end leads to
     * the page.
     *
     * @param files answers with a file, on the event loop: {@code ""} for the page itself, {@code /page.css} for one below it
     */
    public Handler<RoutingContext> handler(BiConsumer<String, RoutingContext> files) {
        return ctx -> {
            HttpMethod method = ctx.request().method();
            String file = below(ctx);
            if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD))
                ctx.response()
                        .putHeader("Allow", "GET, HEAD")
                        .setStatusCode(405)
                        .end();
            else if (file.equals("/"))
                ctx.response()
                        .putHeader("Location", "../" + folder())
                        .setStatusCode(302)
                        .end();
            else files.accept(file, ctx);
        };
    }

    /** What follows the page's own path, which may stand below the path of a mounted server. */
    private String below(RoutingContext ctx) {
        String mount = ctx.mountPoint();
        String full = ctx.normalizedPath();
        String prefix = (mount == null || mount.equals("/") ? "" : withoutEnd(mount)) + path;
        return full.startsWith(prefix) ? full.substring(prefix.length()) : full;
    }

    private static String withoutEnd(String mount) {
        return mount.endsWith("/") ? mount.substring(0, mount.length() - 1) : mount;
    }

    /**
     * A text of the plugin's jar, in UTF-8.
     *
     * @param name for the error
     * @param resource what {@link Class#getResourceAsStream} gives the plugin, which alone may read it where Java's modules are used; closed here
     * @throws IllegalStateException when there is none
     */
    public static String text(String name, @Nullable InputStream resource) {
        try (InputStream content = resource) {
            if (content == null) throw new IllegalStateException("There is no " + name);
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
