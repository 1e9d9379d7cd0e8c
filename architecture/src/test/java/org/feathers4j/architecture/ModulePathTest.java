package org.feathers4j.architecture;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

import org.feathers4j.Application;
import org.feathers4j.client.Client;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An application on the module path (src/test/modulepath) and its clients of every kind, which live on the class path. */
class ModulePathTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/modulepath");
    private static final Pattern STARTED =
            Pattern.compile("module org\\.feathers4j, mounted on port (\\d+), crowded on port (\\d+), port (\\d+)");

    /** The modules of this build and their libraries, as jars or as folders of classes. */
    private static final String MODULE_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry ->
                    !entry.contains("test-classes") && !entry.contains("test-rules") && Files.exists(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    private static Path folder;

    private static Process process;
    private static int mounted;
    private static int crowded;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        compile();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--module-path",
                        MODULE_PATH + File.pathSeparator + folder,
                        "--module",
                        "app/app.Main")
                .redirectError(folder.resolve("errors").toFile())
                .start();
        awaitPorts(process.inputReader());
    }

    @AfterAll
    static void stop() throws Exception {
        process.outputWriter().close();
        if (!process.waitFor(Patience.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void compile() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        List<String> options =
                List.of("--release", "21", "-parameters", "--module-path", MODULE_PATH, "-d", folder.toString());
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var sources =
                    files.getJavaFileObjects(SOURCES.resolve("module-info.java"), SOURCES.resolve("app/Main.java"));
            assertThat(compiler.getTask(said, files, null, options, null, sources)
                            .call())
                    .as("javac says: %s", said)
                    .isTrue();
        }
    }

    private static void awaitPorts(BufferedReader output) throws IOException {
        var seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(more -> {})); // or it would fill up
                mounted = Integer.parseInt(started.group(1));
                crowded = Integer.parseInt(started.group(2));
                port = Integer.parseInt(started.group(3));
                return;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError(
                "The application did not start: %s%s".formatted(seen, Files.readString(folder.resolve("errors"))));
    }

    @Test
    void answers_over_rest() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/todos".formatted(port)))
                    .header("Content-Type", "application/json")
                    .timeout(Patience.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\":1,\"text\":\"rest\"}"))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("{\"id\":1,\"text\":\"rest\"}");
        }
    }

    @Test
    void answers_over_sockets() {
        try (Client client = Client.socket("http://127.0.0.1:" + port)) {
            assertThat(client.service("notes").create(Map.of("id", 7, "text", "socket")))
                    .isEqualTo(client.service("notes").get(7));
        }
    }

    @Test
    void is_found_on_the_mesh() throws Exception {
        try (Application desk = Application.create()) {
            Distribution mesh = desk.configure(
                    Distribution.create(options -> options.key("desk").cote(Map.of("broadcast", "127.255.255.255"))));
            desk.setup();
            mesh.await("todos", Patience.ofSeconds(20));
            desk.service("todos").create(Map.of("id", 2, "text", "mesh"));
            assertThat(desk.service("todos").get(2)).isEqualTo(Map.of("id", 2, "text", "mesh"));
        }
    }

    @Test
    void shows_its_documents() throws Exception {
        assertThat(get(port, "/openapi.json")).contains("\"/todos\"");
        assertThat(get(port, "/docs/swagger-ui.css")).contains(".swagger-ui");
    }

    // where packages of Vert.x are not open to modules: docs/decisions/0045-release.md

    @Test
    void closes_connections_without_the_internals_of_vertx() throws IOException {
        int patience = (int) Patience.ofSeconds(20).toMillis();
        try (var first = new Socket(InetAddress.getLoopbackAddress(), crowded)) {
            first.setSoTimeout(patience);
            first.getOutputStream()
                    .write("GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(first.getInputStream().read()).as("it is served").isEqualTo('H');
            try (var second = new Socket(InetAddress.getLoopbackAddress(), crowded)) {
                second.setSoTimeout(patience);
                assertThat(second.getInputStream().read()).as("one too many").isEqualTo(-1);
            }
        }
    }

    @Test
    void sends_web_sockets_of_a_mounted_server_away_that_it_cannot_write_to() throws Exception {
        var closed = new CompletableFuture<Integer>();
        HttpClient http = HttpClient.newHttpClient();
        try {
            var unused = http.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:%d/api/socket.io/?EIO=4&transport=websocket".formatted(mounted)),
                            new WebSocket.Listener() {
                                @Override
                                public @Nullable CompletionStage<?> onClose(
                                        WebSocket webSocket, int status, String reason) {
                                    closed.complete(status);
                                    return null;
                                }
                            });
            assertThat(closed.get(Patience.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(1011);
        } finally {
            http.shutdownNow(); // close() would wait for a WebSocket that stays open
        }
    }

    @Test
    void polling_a_mounted_server_works() throws Exception {
        assertThat(get(mounted, "/api/socket.io/?EIO=4&transport=polling")).startsWith("0{");
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                    .timeout(Patience.ofSeconds(20))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
