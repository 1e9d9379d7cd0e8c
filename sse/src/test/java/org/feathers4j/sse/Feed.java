package org.feathers4j.sse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/** A stream as its client sees it, line by line. */
final class Feed implements AutoCloseable {
    static final Duration SOON = Patience.ofSeconds(30);

    private final HttpResponse<InputStream> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    private Feed(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    static Feed open(HttpClient http, String url, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(SOON);
        if (headers.length > 0) request.headers(headers);
        try {
            return new Feed(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) lines.add(line);
        } catch (IOException e) {
            lines.add("broken off");
        }
        over = true;
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<String> lines() {
        return lines;
    }

    /** Waits for a line with this text. */
    Feed await(String text) {
        Eventually.await(SOON, text + " in " + lines, () -> lines.stream().anyMatch(line -> line.contains(text)));
        return this;
    }

    /** The whole answer, once it has ended. */
    Feed awaitEnd() {
        Eventually.await(SOON, "the end", () -> over);
        return this;
    }

    /** The id of the last event. */
    String lastId() {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .toList()
                .getLast()
                .substring(4);
    }

    /** The fields data. */
    List<String> data() {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
