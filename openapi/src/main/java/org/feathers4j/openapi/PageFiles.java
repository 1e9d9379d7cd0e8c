package org.feathers4j.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.ext.web.RoutingContext;
import org.feathers4j.json.Json;
import org.feathers4j.server.PagePath;
import org.feathers4j.server.Server;

/** Swagger UI with this application's document, and only the files that it needs; each is read when it is first asked for. It asks no other server for anything. */
final class PageFiles {
    private static final String LIBRARY = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> BUNDLED = Map.of(
            "/swagger-ui.css", "text/css; charset=utf-8",
            "/swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "/favicon-32x32.png", "image/png");

    private final PagePath path;
    private final String folder;
    private final Map<String, Content> files = new ConcurrentHashMap<>();

    /** @param document the path of the document */
    PageFiles(String path, String document, String title) {
        this.path = new PagePath(path);
        this.folder = "META-INF/resources/webjars/swagger-ui/" + version() + "/";
        String up = this.path.up().isEmpty() ? "./" : this.path.up();
        String page = read("index.html").replace("{folder}", this.path.folder()).replace("{title}", escaped(title));
        String script = read("page.js").replace("{document}", Json.text(up + document.substring(1)));
        files.put("", text("text/html; charset=utf-8", page));
        files.put("/page.js", text("text/javascript; charset=utf-8", script));
    }

    void on(Server server) {
        server.use(path.path(), path.handler(this::answer));
    }

    private static String read(String name) {
        return PagePath.text(name, PageFiles.class.getResourceAsStream(name));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static Content text(String type, String text) {
        return Content.of(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String version() {
        try (InputStream content = PageFiles.class.getClassLoader().getResourceAsStream(LIBRARY)) {
            if (content == null)
                throw new IllegalStateException(
                        "The page needs org.webjars:swagger-ui, which was excluded; add it, or turn the page off with page(null)");
            var properties = new Properties();
            properties.load(content);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content bundled(String name) {
        try (InputStream content = PageFiles.class.getClassLoader().getResourceAsStream(folder + name.substring(1))) {
            if (content == null) throw new IllegalStateException("There is no %s in Swagger UI".formatted(name));
            return Content.of(BUNDLED.getOrDefault(name, "text/plain"), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(String name, RoutingContext ctx) {
        Content file = files.get(name);
        if (file != null) file.answer(ctx);
        else if (BUNDLED.containsKey(name))
            ctx.vertx()
                    .executeBlocking(() -> files.computeIfAbsent(name, this::bundled))
                    .onSuccess(content -> content.answer(ctx))
                    .onFailure(ctx::fail);
        else ctx.response().setStatusCode(404).end();
    }
}
