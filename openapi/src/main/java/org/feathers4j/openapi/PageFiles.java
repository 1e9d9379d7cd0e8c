package org.feathers4j.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.feathers4j.json.Json;

/**
 * Serves Swagger UI with this application's document, and only the files that it needs; each is read when it is first asked for.
 *
 * <p>All addresses in the page are relative, so that it works below the path of a proxy or of {@code Server.mount} too. It asks no other server for anything.
 */
final class PageFiles implements Handler<RoutingContext> {
    private static final String LIBRARY = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> BUNDLED = Map.of(
            "/swagger-ui.css", "text/css; charset=utf-8",
            "/swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "/favicon-32x32.png", "image/png");

    private final String path;
    private final String folder;
    private final Map<String, Content> files = new ConcurrentHashMap<>();

    /** @param document the path of the document */
    PageFiles(String path, String document, String title) {
        this.path = path;
        this.folder = "META-INF/resources/webjars/swagger-ui/" + version() + "/";
        String name = path.substring(path.lastIndexOf('/') + 1);
        String up = "../".repeat((int) path.chars().filter(each -> each == '/').count() - 1);
        files.put(
                "",
                text(
                        "text/html; charset=utf-8",
                        read("index.html", PageFiles.class)
                                .replace("{folder}", name)
                                .replace("{title}", escaped(title))));
        files.put(
                "/page.js",
                text(
                        "text/javascript; charset=utf-8",
                        read("page.js", PageFiles.class)
                                .replace("{document}", Json.text((up.isEmpty() ? "./" : up) + document.substring(1)))));
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

    private static String read(String name, Class<?> beside) {
        try (InputStream content = beside.getResourceAsStream(name)) {
            if (content == null) throw new IllegalStateException("There is no " + name);
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Content bundled(String below) {
        try (InputStream content = PageFiles.class.getClassLoader().getResourceAsStream(folder + below.substring(1))) {
            if (content == null) throw new IllegalStateException("There is no %s in Swagger UI".formatted(below));
            return Content.of(BUNDLED.getOrDefault(below, "text/plain"), content.readAllBytes());
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
        Content file = files.get(below);
        if (file != null) file.answer(ctx);
        else if (below.equals("/"))
            ctx.response()
                    .putHeader("Location", "../" + path.substring(path.lastIndexOf('/') + 1))
                    .setStatusCode(302)
                    .end();
        else if (BUNDLED.containsKey(below))
            ctx.vertx()
                    .executeBlocking(() -> files.computeIfAbsent(below, this::bundled))
                    .onSuccess(content -> content.answer(ctx))
                    .onFailure(ctx::fail);
        else ctx.response().setStatusCode(404).end();
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
}
