package org.feathers4j.archetype;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The project that the archetype generates, by Maven's own plugin in the phase before: it is built with its test, made an image and run like a container. */
class TemplateTest {
    private static final Path GENERATED = Path.of("target/test-classes/projects/template/project/template");
    private static final Duration SOON = Patience.ofSeconds(60);

    /** Not below {@code /tmp}, which is empty in containers. */
    @TempDir(factory = InTarget.class)
    private Path folder = Path.of("");

    @Test
    void the_folder_to_copy_is_what_the_archetype_generates() throws Exception {
        assertThat(files(Path.of("../examples/template")))
                .as("after a change of the archetype: cp -rT archetype/%s examples/template", GENERATED)
                .isEqualTo(files(GENERATED));
    }

    @Test
    void its_test_passes_and_its_image_serves_without_root_and_without_a_disk_until_SIGTERM() throws Exception {
        assumeTrue(Programs.isInstalled("util-linux", "unshare", "--mount", "true"), "needs root and Linux");
        Path project = folder.resolve("project");
        Commands.run(
                folder, Map.of(), List.of("cp", "-r", GENERATED.toAbsolutePath().toString(), "project"));
        Reactor.build(project, Files.createDirectory(folder.resolve("repository")));
        assertThat(project.resolve("target/surefire-reports/TEST-com.example.todos.TodosTest.xml"))
                .content()
                .contains("tests=\"2\"", "failures=\"0\"");
        String port = freePort();
        // the JVM does not start when the cache is of no use to it
        String strict = Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";
        var environment = Map.of("PORT", port, "COTE_BROADCAST_ADDRESS", "127.255.255.255");
        Image image = Image.build(project, Files.createDirectory(folder.resolve("image")), environment);
        Path output = folder.resolve("output");
        var small = new TreeMap<>(environment);
        small.put("JAVA_TOOL_OPTIONS", "-XX:MaxRAM=128m " + strict);
        assertThat(image.health(environment, output)).isEqualTo(1);
        Process app = image.start(small, output);
        try {
            Eventually.await(SOON, "an answer", () -> {
                assertThat(app.isAlive()).as(() -> Commands.text(output)).isTrue();
                return answers(port);
            });
            assertThat(image.health(environment, folder.resolve("health"))).isZero();
            assertThat(post(port, "{\"text\":\"Write\",\"done\":false}"))
                    .isEqualTo("201 {\"id\":0,\"text\":\"Write\",\"done\":false}");
            assertThat(peakMemory(app)).as("bytes").isLessThan(128 << 20);
            app.destroy();
            assertThat(Commands.end(app)).isEqualTo(143);
        } finally {
            app.destroyForcibly();
        }
    }

    private static Map<String, String> files(Path root) throws IOException {
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path name = root.relativize(file);
                if (!name.startsWith("target")) files.put(name.toString(), Commands.text(file));
            }
        }
        return files;
    }

    /** The most that was in real memory at once, shared pages included. */
    private static long peakMemory(Process process) {
        String status = Commands.text(Path.of("/proc/%d/status".formatted(process.pid())));
        return Long.parseLong(status.replaceAll("(?s).*VmHWM:\\s*(\\d+) kB.*", "$1")) << 10;
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private static boolean answers(String port) {
        try {
            return send(HttpRequest.newBuilder(todos(port))).equals("200 []");
        } catch (IOException e) {
            return false;
        }
    }

    private static String post(String port, String body) throws IOException {
        return send(HttpRequest.newBuilder(todos(port))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static URI todos(String port) {
        return URI.create("http://127.0.0.1:" + port + "/todos");
    }

    private static String send(HttpRequest.Builder request) throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.timeout(SOON).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
