package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.server.ServerOptions;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileBodyTest {
    private static final Instant TIME = Instant.parse("2026-03-05T06:07:08.9Z");

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    @TempDir
    Path directory;

    private final Application app = Application.create();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        app.close();
        http.close();
    }

    private void start(Service.Gets service) {
        start(service, o -> {});
    }

    private void start(Service.Gets service, Consumer<ServerOptions.Builder> options) {
        app.configure(Server.create(o -> options.accept(o.host("127.0.0.1"))));
        app.use("files", service);
        app.listen(0);
    }

    private static FileBody digits(Consumer<FileBody.Builder> options) {
        return FileBody.of("0123456789".getBytes(StandardCharsets.UTF_8), o -> {
            o.type("text/plain").etag("v1").lastModified(TIME);
            options.accept(o);
        });
    }

    private HttpResponse<String> get(String... headers) throws Exception {
        return send("GET", headers);
    }

    private HttpResponse<String> send(String method, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create(app.plugin(Server.class).orElseThrow().address() + "/files/1"))
                .timeout(Patience.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void a_file_is_sent_with_all_that_is_known_of_it() throws Exception {
        start((id, params) -> digits(o -> o.name("a \"b\"\\Grüße €.txt")));
        HttpResponse<String> answer = get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(header(answer, "content-type")).isEqualTo("text/plain");
        assertThat(header(answer, "content-length")).isEqualTo("10");
        assertThat(header(answer, "etag")).isEqualTo("\"v1\"");
        assertThat(header(answer, "last-modified")).isEqualTo("Thu, 05 Mar 2026 06:07:08 GMT");
        assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "content-disposition"))
                .isEqualTo("attachment; filename=\"Gr__e _.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%E2%82%AC.txt");
    }

    /** Also for a client that takes no JSON. */
    @Test
    void the_client_need_not_accept_json() throws Exception {
        start((id, params) -> digits(o -> {}));
        assertThat(get("Accept", "image/png").statusCode()).isEqualTo(200);
    }

    @Test
    void head_has_the_head_and_opens_nothing() throws Exception {
        var opened = new AtomicLong();
        start((id, params) -> FileBody.of(
                5,
                (from, length) -> {
                    opened.incrementAndGet();
                    return InputStream.nullInputStream();
                },
                o -> {}));
        HttpResponse<String> answer = send("HEAD");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-length")).isEqualTo("5");
        assertThat(answer.body()).isEmpty();
        assertThat(opened).hasValue(0);
    }

    /** Statuses and ranges by RFC 9110, 14. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "bytes=0-0; 206; 0; bytes 0-0/10",
                "bytes=2-4; 206; 234; bytes 2-4/10",
                "bytes=7-; 206; 789; bytes 7-9/10",
                "bytes=7-100; 206; 789; bytes 7-9/10",
                "bytes=-3; 206; 789; bytes 7-9/10",
                "bytes=-100; 206; 0123456789; bytes 0-9/10",
                "BYTES=1-1; 206; 1; bytes 1-1/10",
                "bytes=10-; 416; ''; bytes */10",
                "bytes=-0; 416; ''; bytes */10",
                "bytes=5-2; 200; 0123456789; -",
                "bytes=0-1,4-5; 200; 0123456789; -",
                "bytes=; 200; 0123456789; -",
                "bytes=-; 200; 0123456789; -",
                "bytes=a-b; 200; 0123456789; -",
                "bytes=--1; 200; 0123456789; -",
                "bytes=99999999999999999999-; 200; 0123456789; -",
                "lines=1-2; 200; 0123456789; -",
                "nonsense; 200; 0123456789; -"
            })
    void ranges(String range, int status, String body, String contentRange) throws Exception {
        start((id, params) -> digits(o -> {}));
        HttpResponse<String> answer = get("Range", range);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.headers().firstValue("content-range").orElse(null)).isEqualTo(contentRange);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "If-None-Match; \"v1\"; 304",
                "If-None-Match; W/\"v1\"; 304",
                "If-None-Match; \"v0\", \"v1\"; 304",
                "If-None-Match; *; 304",
                "If-None-Match; \"v0\"; 200",
                "If-None-Match; v1; 200",
                "If-Modified-Since; Thu, 05 Mar 2026 06:07:08 GMT; 304",
                "If-Modified-Since; Thu, 05 Mar 2026 06:07:07 GMT; 200",
                "If-Modified-Since; yesterday; 200",
                "If-Match; \"v1\"; 200",
                "If-Match; *; 200",
                "If-Match; W/\"v1\"; 412",
                "If-Match; \"v0\"; 412",
                "If-Unmodified-Since; Thu, 05 Mar 2026 06:07:08 GMT; 200",
                "If-Unmodified-Since; Thu, 05 Mar 2026 06:07:07 GMT; 412"
            })
    void conditions(String name, String value, int status) throws Exception {
        start((id, params) -> digits(o -> {}));
        HttpResponse<String> answer = get(name, value);
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 304) {
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "etag")).isEqualTo("\"v1\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"v1\"; 206",
                "W/\"v1\"; 200",
                "\"v0\"; 200",
                "Thu, 05 Mar 2026 06:07:08 GMT; 206",
                "Thu, 05 Mar 2026 06:07:09 GMT; 200",
                "nonsense; 200"
            })
    void a_range_of_a_version(String version, int status) throws Exception {
        start((id, params) -> digits(o -> {}));
        assertThat(get("Range", "bytes=0-1", "If-Range", version).statusCode()).isEqualTo(status);
    }

    @Test
    void a_file_of_the_file_system_has_type_tag_and_time() throws Exception {
        Path file = Files.writeString(directory.resolve("a.JPEG"), "hello");
        start((id, params) -> FileBody.of(file));
        HttpResponse<String> first = get();
        assertThat(first.body()).isEqualTo("hello");
        assertThat(header(first, "content-type")).isEqualTo("image/jpeg");
        assertThat(get("If-None-Match", header(first, "etag")).statusCode()).isEqualTo(304);
        Files.writeString(file, "another");
        assertThat(get("If-None-Match", header(first, "etag")).body()).isEqualTo("another");
        Files.delete(file);
        assertThat(get().statusCode()).isEqualTo(404);
    }

    @Test
    void bytes_of_unknown_number_are_sent_to_their_end() throws Exception {
        byte[] many = "x".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        start((id, params) -> FileBody.of(-1, (from, length) -> new ByteArrayInputStream(many), o -> {}));
        HttpResponse<String> answer = get("Range", "bytes=0-1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(200_000);
        assertThat(header(answer, "accept-ranges")).isEmpty();
    }

    @Test
    void hooks_change_what_is_said_of_it() throws Exception {
        start((id, params) -> digits(o -> o.inline(true)));
        app.service("files")
                .hooks(hooks -> hooks.after(
                        "get",
                        context -> context.http()
                                .header("content-type", "text/markdown")
                                .header("cache-control", "private")));
        HttpResponse<String> answer = get();
        assertThat(header(answer, "content-type")).isEqualTo("text/markdown");
        assertThat(header(answer, "cache-control")).isEqualTo("private");
        assertThat(header(answer, "content-disposition")).isEqualTo("inline");
        assertThat(header(answer, "content-security-policy")).startsWith("sandbox");
    }

    @Test
    void a_source_that_cannot_be_opened_is_an_error() throws Exception {
        start((id, params) -> FileBody.of(
                5,
                (from, length) -> {
                    throw FeathersException.unavailable("The disk is asleep");
                },
                o -> {}));
        assertThat(get().body()).contains("The disk is asleep", "503");
    }

    @Test
    void a_source_that_breaks_off_cuts_the_connection() throws Exception {
        start((id, params) -> FileBody.of(100, (from, length) -> new ByteArrayInputStream(new byte[50]), o -> {}));
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        Eventually.await(
                Patience.ofSeconds(30),
                "the error in the log",
                () -> log.messages(Level.ERROR).stream().anyMatch(line -> line.contains("was cut off")));
    }

    @Test
    void compression_does_not_touch_it() throws Exception {
        start((id, params) -> digits(o -> {}), o -> o.compressionFrom(1));
        HttpResponse<String> answer = get("Accept-Encoding", "gzip", "Range", "bytes=2-4");
        assertThat(answer.body()).isEqualTo("234");
        assertThat(header(answer, "content-length")).isEqualTo("3");
    }

    /** Endless bytes, of which is counted how many were asked for. */
    private static InputStream endless(AtomicLong read, CountDownLatch closed) {
        return new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                read.addAndGet(length);
                return length;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }

    @Test
    void a_client_that_does_not_read_holds_up_the_source_and_one_that_leaves_closes_it() throws Exception {
        var read = new AtomicLong();
        var closed = new CountDownLatch(1);
        long size = 1L << 30;
        start((id, params) -> FileBody.of(size, (from, length) -> endless(read, closed), o -> {}));
        try (var wire = new Wire(app.plugin(Server.class).orElseThrow().port())) {
            wire.send("GET /files/1 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
            // the buffers of both sockets fill, and then the source waits
            var counts = new ArrayList<Long>(List.of(-1L));
            Eventually.await(Patience.ofSeconds(60), "the source being held up", () -> {
                if (pause(closed)) return false;
                counts.add(read.get());
                return counts.getLast().equals(counts.get(counts.size() - 2)) && counts.getLast() > 0;
            });
            assertThat(read.get()).isLessThan(size / 8);
        }
        assertThat(closed.await(Patience.ofSeconds(60).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static boolean pause(CountDownLatch closed) {
        try {
            return closed.await(300, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_client_that_takes_nothing_is_cut_off() throws Exception {
        var closed = new CountDownLatch(1);
        start(
                (id, params) -> FileBody.of(1L << 30, (from, length) -> endless(new AtomicLong(), closed), o -> {}),
                o -> o.answerTimeout(Duration.ofMillis(300)));
        try (var wire = new Wire(app.plugin(Server.class).orElseThrow().port())) {
            wire.send("GET /files/1 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(closed.await(Patience.ofSeconds(60).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void in_json_a_small_file_is_a_data_uri_and_a_large_one_an_error() {
        assertThat(Json.text(digits(o -> o.name("a.txt"))))
                .isEqualTo("{\"name\":\"a.txt\",\"type\":\"text/plain\",\"size\":10,"
                        + "\"uri\":\"data:text/plain;base64,MDEyMzQ1Njc4OQ==\"}");
        FileBody large = FileBody.of(new byte[(1 << 20) + 1], o -> {});
        assertThatThrownBy(() -> Json.text(large)).hasMessageContaining("can be had over HTTP only");
        FileBody unknown = FileBody.of(-1, (from, length) -> new ByteArrayInputStream(new byte[2 << 20]), o -> {});
        assertThatThrownBy(() -> Json.text(Map.of("a", unknown))).hasMessageContaining("can be had over HTTP only");
    }

    @Test
    void options_are_checked() {
        assertThatThrownBy(() -> digits(o -> o.type("text/plain\r\nX: y"))).hasMessageContaining("no media type");
        assertThatThrownBy(() -> digits(o -> o.etag("a\"b"))).hasMessageContaining("cannot be an entity tag");
    }
}
