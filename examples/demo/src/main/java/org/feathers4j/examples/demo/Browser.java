package org.feathers4j.examples.demo;

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
public final class Browser implements AutoCloseable {
    /**
     * An answer.
     *
     * @param status of HTTP; 0 when there was none, with the reason as body
     * @param body as a JSON value; null when it was empty
     */
    public record Answer(int status, @Nullable Object body) {
        /** The body as an object, an empty one when it is something else. */
        public Map<?, ?> object() {
            return body instanceof Map<?, ?> map ? map : Map.of();
        }

        /** The body as a list, an empty one when it is something else. */
        public List<?> list() {
            return body instanceof List<?> list ? list : List.of();
        }
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private volatile @Nullable String token;

    /** @param port of a server on this machine */
    public Browser(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Shows the guest's token from now on; false when that is not possible yet. */
    public boolean logIn() {
        Answer login = send(
                "POST",
                "/authentication",
                Map.of("strategy", "local", "email", "guest@example.com", "password", "guest"),
                Map.of());
        if (!(login.object().get("accessToken") instanceof String made)) return false;
        token = made;
        return true;
    }

    /** Forgets the token. */
    public void logOut() {
        token = null;
    }

    /** Reads what is at a path. */
    public Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    /**
     * Sends a request and waits for its answer, 30 seconds at most.
     *
     * @param body a JSON value; null for none
     */
    public Answer send(String verb, String path, @Nullable Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        String shown = token;
        if (shown != null) request.header("Authorization", "Bearer " + shown);
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
