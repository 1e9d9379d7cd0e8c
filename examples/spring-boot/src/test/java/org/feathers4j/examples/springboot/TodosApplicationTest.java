package org.feathers4j.examples.springboot;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample as its users start it: a process of its own, called over HTTP, that ends when it is asked to. */
@Timeout(300)
class TodosApplicationTest {
    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder = Path.of("");

    @Test
    void it_serves_todos_and_its_operator_until_it_is_asked_to_end() throws Exception {
        Process process = start();
        try (var http = HttpClient.newHttpClient();
                BufferedReader output = process.inputReader()) {
            String actuator = "http://127.0.0.1:%s/actuator/".formatted(next(output, "Tomcat started on port (\\d+)"));
            String todos = "http://127.0.0.1:%s/todos".formatted(next(output, "Listening on http://[^:]+:(\\d+)"));

            assertThat(send(
                            http,
                            HttpRequest.newBuilder(URI.create(todos))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Buy milk\"}"))))
                    .contains("\"text\":\"Buy milk\"");
            assertThat(get(http, todos)).contains("\"total\":1").contains("Buy milk");
            assertThat(get(http, todos.replace("/todos", "/openapi.json"))).contains("\"/todos\"");
            assertThat(get(http, actuator + "health"))
                    .contains("\"feathers\":{")
                    .contains("\"state\":\"running\"");
            assertThat(get(http, actuator + "prometheus")).contains("todos").contains("create");

            process.toHandle().destroy(); // that of the process would close its output
            assertThat(output.lines()).anyMatch(line -> line.contains("Closed after"));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(SIGTERM);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TodosApplication.class.getName(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--feathers.server.port=0",
                        "--feathers.server.host=127.0.0.1",
                        "--logging.level.root=info")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** What the next line that matches says. */
    private static String next(BufferedReader output, String pattern) throws IOException {
        var seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = Pattern.compile(pattern).matcher(line);
            if (matcher.find()) return matcher.group(1);
            seen.append(line).append('\n');
        }
        throw new AssertionError("No line matches %s in%n%s".formatted(pattern, seen));
    }

    private static String get(HttpClient http, String url) throws IOException, InterruptedException {
        return send(http, HttpRequest.newBuilder(URI.create(url)));
    }

    private static String send(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
