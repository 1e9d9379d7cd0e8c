package org.feathers4j.coteweb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The page, the present picture at {@code /picture}, and all that follow at {@code /pictures} (server-sent events). On the event loop. */
final class Page implements Handler<HttpServerRequest> {
    private record File(String type, Buffer content) {}

    private final Map<String, File> files = Map.of(
            "/", file("text/html; charset=utf-8", "index.html"),
            "/page.js", file("text/javascript; charset=utf-8", "page.js"),
            "/page.css", file("text/css; charset=utf-8", "page.css"));
    private final Pictures pictures;

    Page(Pictures pictures) {
        this.pictures = pictures;
    }

    private static File file(String type, String name) {
        try (InputStream content = Page.class.getResourceAsStream(name)) {
            if (content == null) throw new IllegalStateException("There is no " + name);
            return new File(type, Buffer.buffer(content.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("Content-Security-Policy", "default-src 'self'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store");
        if (!request.method().equals(HttpMethod.GET)) response.setStatusCode(405).end();
        else if (request.path().equals("/picture"))
            response.putHeader("Content-Type", "application/json").end(pictures.latest());
        else if (request.path().equals("/pictures")) stream(response);
        else serve(files.get(request.path()), response);
    }

    private void stream(HttpServerResponse response) {
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        if (!pictures.show(response)) response.setStatusCode(503).end("Too many look already");
    }

    private static void serve(@org.jspecify.annotations.Nullable File file, HttpServerResponse response) {
        if (file == null) response.setStatusCode(404).end();
        else response.putHeader("Content-Type", file.type()).end(file.content());
    }
}
