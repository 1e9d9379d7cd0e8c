package org.feathers4j.meshpage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.server.PagePath;
import org.feathers4j.server.Server;

/** The page and its files, which are read once. */
final class PageFiles {
    private static final List<String> SCRIPTS = List.of("page.js", "graph.js", "list.js", "words.js", "dom.js");

    private record File(String type, String content) {}

    private final PagePath path;
    private final Map<String, File> files;

    PageFiles(MeshPageOptions options) {
        path = new PagePath(options.path());
        String page = text("index.html")
                .replace("{folder}", path.folder())
                .replace("{status}", path.up() + options.service())
                .replace("{login}", options.loginPath());
        var all = new HashMap<String, File>();
        all.put("", new File("text/html; charset=utf-8", page));
        all.put("/page.css", file("text/css; charset=utf-8", "page.css"));
        for (String script : SCRIPTS) all.put("/" + script, file("text/javascript; charset=utf-8", script));
        files = Map.copyOf(all);
    }

    private static File file(String type, String name) {
        return new File(type, text(name));
    }

    private static String text(String name) {
        return PagePath.text(name, PageFiles.class.getResourceAsStream(name));
    }

    void on(Server server) {
        server.use(path.path(), path.handler(this::answer));
    }

    private void answer(String name, RoutingContext ctx) {
        File file = files.get(name);
        if (file == null) ctx.response().setStatusCode(404).end();
        else serve(file, ctx.response());
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
