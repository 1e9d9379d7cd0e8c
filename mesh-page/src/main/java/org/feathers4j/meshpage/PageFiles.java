package org.feathers4j.meshpage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves the page and its files, which are read once. On the event loop.
 *
 * <p>All addresses in the page are relative, so that it works below the path of a proxy or of {@code Server.mount} too.
 */
final class PageFiles implements Handler<RoutingContext> {
    private static final List<String> SCRIPTS = List.of("page.js", "graph.js", "list.js", "words.js", "dom.js");

    private record File(String type, String content) {}

    private final String path;
    private final Map<String, File> files;

    PageFiles(MeshPageOptions options) {
        path = options.path();
        String folder = path.substring(path.lastIndexOf('/') + 1);
        String up = "../".repeat((int) path.chars().filter(each -> each == '/').count() - 1);
        String page = read("index.html")
                .replace("{folder}", folder)
                .replace("{status}", up + options.service())
                .replace("{login}", options.loginPath());
        var all = new HashMap<String, File>();
        all.put("", new File("text/html; charset=utf-8", page));
        all.put("/page.css", new File("text/css; charset=utf-8", read("page.css")));
        for (String script : SCRIPTS) all.put("/" + script, new File("text/javascript; charset=utf-8", read(script)));
        files = Map.copyOf(all);
    }

    private static String read(String name) {
        try (InputStream content = PageFiles.class.getResourceAsStream(name)) {
            if (content == null) throw new IllegalStateException("There is no " + name);
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpMethod method = ctx.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            ctx.response().putHeader("Allow", "GET, HEAD").setStatusCode(405).end();
            return;
        }
        String below = below(ctx);
        if (below.equals("/")) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            ctx.response()
                    .putHeader("Location", "../" + name)
                    .setStatusCode(302)
                    .end();
            return;
        }
        File file = files.get(below);
        if (file == null) ctx.response().setStatusCode(404).end();
        else serve(file, ctx.response());
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

    private static void serve(File file, HttpServerResponse response) {
        response.putHeader("Content-Type", file.type())
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cache-Control", "no-cache")
                .end(file.content());
    }
}
