package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;

/** A plain HTTP client for JSON, where the official one would hide status and body. */
final class Http implements AutoCloseable {

    private static final Duration TIMEOUT = Patience.ofSeconds(30);

    /**
     * An answer.
     *
     * @param body as a JSON value
     */
    record Answer(int status, @Nullable Object body) {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(
                    HttpClient.Version
                            .HTTP_1_1) // no offer of HTTP/2: engine.io ends a connection with an upgrade that it does
            // not know
            .build();

    Answer get(String url) {
        return send("GET", url, null);
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @param body a JSON value; null for no body
     * @param headers names and values in turn
     */
    Answer send(String method, String url, @Nullable Object body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body().isEmpty() ? null : Json.parse(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException("%s %s".formatted(method, url), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during %s %s".formatted(method, url), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
