package org.feathers4j.micrometer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.json.Json;
import org.feathers4j.testrules.Programs;

/** A real Prometheus that scrapes an application every second. */
final class Prometheus implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    private Prometheus(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static boolean isInstalled() {
        return Programs.isInstalled("prometheus", "prometheus", "--version");
    }

    /** @param folder an empty one, for its configuration and data */
    static Prometheus scraping(int target, Path folder) throws IOException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s}
                scrape_configs: [{job_name: feathers, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """.formatted(target));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new Prometheus(process, "http://" + address);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** The samples of an expression as they are now; IllegalStateException while it cannot be asked, or when the expression is malformed. */
    List<?> query(String expression) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query="
                                    + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new IllegalStateException(expression + ": " + answer.body());
            var body = (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
            var data = (Map<?, ?>) Objects.requireNonNull(body.get("data"));
            return (List<?>) Objects.requireNonNull(data.get("result"));
        } catch (IOException e) {
            throw new IllegalStateException("Prometheus does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value of an expression with one sample; NaN when it has none. */
    double value(String expression) {
        List<?> samples = query(expression);
        if (samples.isEmpty()) return Double.NaN;
        var pair = (List<?>) Objects.requireNonNull(((Map<?, ?>) samples.getFirst()).get("value"));
        return Double.parseDouble(String.valueOf(pair.get(1)));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        http.close();
    }
}
