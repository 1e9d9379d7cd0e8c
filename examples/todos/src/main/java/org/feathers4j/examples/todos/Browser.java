package org.feathers4j.examples.todos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** Calls a REST server the way any client would. */
final class Browser implements AutoCloseable {
    /** An answer. */
    record Answer(int status, @Nullable Object body) {
        Map<?, ?> object() {
            return body instanceof Map<?, ?> map ? map : Map.of();
        }

        List<?> list() {
            return body instanceof List<?> list ? list : List.of();
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Browser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer send(String verb, String path, @Nullable Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        if (body == null) request.method(verb, HttpRequest.BodyPublishers.noBody());
        else
            request.header("Content-Type", "application/json")
                    .method(verb, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            byte[] bytes = Objects.requireNonNull(response.body());
            return new Answer(response.statusCode(), bytes.length == 0 ? null : Json.parse(bytes));
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "interrupted");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
