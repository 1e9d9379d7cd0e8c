package org.feathers4j.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.server.Server;
import org.feathers4j.server.ServerOptions;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadsTest {
    private static final String FORM = "multipart/form-data; boundary=XX";

    @RegisterExtension
    private final LogRecording log = new LogRecording("org.feathers4j");

    @TempDir
    Path directory;

    private final Application app = Application.create();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<UploadedFile> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        app.close();
        http.close();
    }

    private String start(Service service, Consumer<UploadOptions.Builder> options) {
        return start(service, options, server -> {});
    }

    private String start(
            Service service, Consumer<UploadOptions.Builder> options, Consumer<ServerOptions.Builder> server) {
        app.configure(Server.create(o -> server.accept(o.host("127.0.0.1"))));
        app.use(
                "photos",
                service,
                Server.bodies(Uploads.create(o -> options.accept(o.directory(directory))), RawBodies.create()));
        app.listen(0);
        return app.plugin(Server.class).orElseThrow().address() + "/photos";
    }

    private int port() {
        return app.plugin(Server.class).orElseThrow().port();
    }

    /** Answers with what it got: the bytes of files as text when they are few, else their number. */
    private @Nullable Object described(@Nullable Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                var all = new LinkedHashMap<String, @Nullable Object>();
                for (var entry : map.entrySet()) all.put((String) entry.getKey(), described(entry.getValue()));
                return all;
            }
            case List<?> list -> {
                var all = new ArrayList<@Nullable Object>();
                for (Object item : list) all.add(described(item));
                return all;
            }
            case UploadedFile file -> {
                seen.add(file);
                try (InputStream in = file.stream()) {
                    byte[] bytes = in.readAllBytes();
                    String content = bytes.length < 100 ? new String(bytes, StandardCharsets.UTF_8) : "" + bytes.length;
                    return String.join("|", String.valueOf(file.name()), file.contentType(), "" + file.size(), content);
                }
            }
            case null, default -> {
                return value;
            }
        }
    }

    private Service describes() {
        return Service.create((data, params) -> described(data));
    }

    private static String part(String headers, String content) {
        return "--XX\r\n" + headers + "\r\n\r\n" + content + "\r\n";
    }

    private static String field(String name, String value) {
        return part("Content-Disposition: form-data; name=\"" + name + "\"", value);
    }

    private static String file(String name, String fileName, String type, String content) {
        return part(
                "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s"
                        .formatted(name, fileName, type),
                content);
    }

    private static boolean isEmpty(Path directory) {
        String[] names = directory.toFile().list();
        return names != null && names.length == 0;
    }

    private static boolean isClosed(UploadedFile file) {
        try {
            file.stream().close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean ended(Thread thread) {
        try {
            return thread.join(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        return Wire.post(http, url, FORM, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void fields_and_files_are_the_data_of_the_call() throws Exception {
        String url = start(describes(), o -> {});
        String body = "a preamble\r\n" + field("title", "Grüße\r\n--X") + field("tag", "a") + field("tag", "b")
                + field("empty", "") + file("photo", "../../etc/päss\\wd.png", "image/PNG; x=y", "\r\n--XY\r\n")
                + file("none", "", "application/octet-stream", "") + "--XX--\r\nan epilogue";
        HttpResponse<String> answer = post(url, body);
        assertThat(answer.body())
                .isEqualTo("{\"title\":\"Grüße\\r\\n--X\",\"tag\":[\"a\",\"b\"],\"empty\":\"\","
                        + "\"photo\":\"wd.png|image/png|8|\\r\\n--XY\\r\\n\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    @Test
    void a_large_file_waits_on_disk_and_is_gone_after_the_call() throws Exception {
        String url = start(describes(), o -> o.memoryBytes(1000));
        var body = new ByteArrayOutputStream();
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        body.writeBytes("--XX\r\nContent-Disposition: form-data; name=f; filename=a.bin\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(Wire.post(http, url, FORM, body.toByteArray()).body())
                .isEqualTo("{\"f\":\"a.bin|application/octet-stream|3000000|3000000\"}");
        // the client has the answer before the call is over
        Eventually.await(Patience.ofSeconds(30), "the file being closed", () -> isClosed(seen.getFirst()));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_failed_call_frees_its_files_too() throws Exception {
        String url = start(
                Service.create((data, params) -> {
                    Map<?, ?> form = (Map<?, ?>) Objects.requireNonNull(data);
                    seen.add((UploadedFile) Objects.requireNonNull(form.get("f")));
                    throw FeathersException.conflict("not this one");
                }),
                o -> o.memoryBytes(0));
        assertThat(post(url, file("f", "a", "a/b", "hello") + "--XX--").statusCode())
                .isEqualTo(409);
        assertThatThrownBy(() -> seen.getFirst().stream()).isInstanceOf(IOException.class);
    }

    @Test
    void limits_are_answered_413() throws Exception {
        String url = start(
                describes(),
                o -> o.maxBytes(100_000)
                        .maxFileBytes(10)
                        .maxFieldBytes(5)
                        .maxParts(3)
                        .maxFiles(1));
        assertThat(post(url, file("f", "a", "a/b", "12345678901") + "--XX--").body())
                .contains("File 'f' may have 10 bytes at the most", "413");
        assertThat(post(url, field("f", "123456") + "--XX--").body()).contains("Field 'f' may have 5 bytes", "413");
        assertThat(post(url, field("f", "1").repeat(4) + "--XX--").body()).contains("A form may have 3 parts", "413");
        assertThat(post(url, file("f", "a", "a/b", "1").repeat(2) + "--XX--").body())
                .contains("A form may have 1 files", "413");
        assertThat(post(url, "x".repeat(100_001)).statusCode()).isEqualTo(413);
        // the same connection goes on
        assertThat(post(url, field("f", "12345") + "--XX--").body()).isEqualTo("{\"f\":\"12345\"}");
    }

    @Test
    void a_body_of_no_announced_length_has_the_same_limit() throws Exception {
        start(describes(), o -> o.maxBytes(1000));
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nContent-Type: " + FORM
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + "x".repeat(1001) + "\r\n0\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void ten_thousand_parts_are_refused() throws Exception {
        String url = start(describes(), o -> {});
        assertThat(post(url, field("a", "1").repeat(10_000) + "--XX--").statusCode())
                .isEqualTo(413);
    }

    @Test
    void broken_forms_are_answered_400() throws Exception {
        String url = start(describes(), o -> o.maxNameLength(10));
        byte[] whole = (field("a", "1") + "--XX--").getBytes(StandardCharsets.UTF_8);
        for (String type : List.of(
                "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a\tb\""))
            assertThat(Wire.post(http, url, type, whole).body()).contains("needs a boundary", "400");
        for (String broken : List.of(
                "nothing of a form",
                field("a", "1"),
                field("a", "1") + "--XX-",
                "--XXno line break",
                "--XX\r\nContent-Disposition: form-data; name=a\r\n",
                "--XX\r\nno colon\r\n\r\n1\r\n--XX--",
                part("Content-Disposition: form-data", "1") + "--XX--",
                part("Content-Type: text/plain", "1") + "--XX--",
                field("a-very-long-name", "1") + "--XX--",
                file("a", "a-very-long-name", "a/b", "1") + "--XX--",
                part("Content-Disposition: form-data; name=a\r\nX: " + "y".repeat(9000), "1") + "--XX--",
                "--XX\r\n" + "y".repeat(100_000)))
            assertThat(post(url, broken).statusCode()).as(broken).isEqualTo(400);
    }

    @Test
    void types_that_are_not_wanted_are_answered_415() throws Exception {
        String url = start(describes(), o -> o.types("image/*"));
        assertThat(post(url, file("f", "a", "text/html", "1") + "--XX--").body())
                .contains("File 'f' must be of a type in image/*", "415");
        assertThat(post(url, file("f", "a", "image/png", "1") + "--XX--").statusCode())
                .isEqualTo(201);
        assertThat(post(
                                url,
                                part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "1")
                                        + "--XX--")
                        .statusCode())
                .isEqualTo(415);
        assertThat(Wire.post(http, url, "multipart/mixed; boundary=XX", "1".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_form_is_for_services_that_read_forms() throws Exception {
        String url = start(describes(), o -> {});
        app.use("others", describes());
        assertThat(post(url.replace("photos", "others"), field("a", "1") + "--XX--")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_client_that_stops_in_the_middle_makes_no_call() throws Exception {
        var calls = new AtomicLong();
        String url = start(Service.create((data, params) -> calls.incrementAndGet()), o -> o.memoryBytes(10));
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nContent-Type: " + FORM + "\r\nContent-Length: 100000\r\n\r\n"
                    + "--XX\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\n" + "x".repeat(50_000));
        }
        assertThat(post(url, field("a", "1") + "--XX--").statusCode()).isEqualTo(201);
        assertThat(calls).hasValue(1);
        Eventually.await(Patience.ofSeconds(30), "no temporary file", () -> isEmpty(directory));
    }

    @Test
    void a_client_that_sends_a_drip_is_answered_408() throws Exception {
        start(describes(), o -> {}, o -> o.bodyTimeout(Duration.ofMillis(200)));
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nContent-Type: " + FORM
                    + "\r\nContent-Length: 100000\r\n\r\n--XX\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void a_client_that_waits_for_permission_to_send_gets_it() throws Exception {
        start(describes(), o -> {});
        String body = field("a", "1") + "--XX--";
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: " + FORM
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 100 ");
            wire.send(body);
            assertThat(wire.head()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void a_client_whose_body_is_unwanted_is_not_asked_for_it_after_the_answer() throws Exception {
        start(describes(), o -> {});
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: " + FORM
                    + "\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
            String head = wire.head();
            assertThat(head).startsWith("HTTP/1.1 415 ");
            wire.in().readNBytes(Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1")));
            // sent all the same
            wire.send("0\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(wire.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void who_does_not_take_the_answer_is_cut_off_also_when_the_rest_of_the_body_has_come() throws Exception {
        String huge = "x".repeat(50 << 20);
        start(
                Service.create((data, params) -> huge),
                o -> {},
                o -> o.answerTimeout(Duration.ofMillis(300)).idleTimeout(Duration.ofMinutes(10)));
        // nobody reads it
        String body = "x".repeat(100_000);
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
            Eventually.await(Patience.ofSeconds(60), "the end of the connection", () -> !sends(wire));
        }
    }

    private static boolean sends(Wire wire) {
        try {
            wire.send("\r\n");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_body_arrives_while_the_service_reads_and_no_faster() throws Exception {
        var mayRead = new CountDownLatch(1);
        String url = start(
                Service.create((data, params) -> {
                    mayRead.await();
                    try (InputStream in = ((UploadedFile) Objects.requireNonNull(data)).stream()) {
                        return Map.of("sum", in.transferTo(OutputStream.nullOutputStream()));
                    }
                }),
                o -> {});
        assertThat(url).isNotEmpty();
        int size = 64 << 20;
        var sent = new AtomicLong();
        try (var wire = new Wire(port())) {
            wire.send("POST /photos HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nContent-Length: "
                    + size + "\r\n\r\n");
            var sender = Thread.ofVirtual().start(() -> {
                byte[] chunk = new byte[64 << 10];
                try {
                    while (sent.get() < size) {
                        wire.send(chunk);
                        sent.addAndGet(chunk.length);
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            // the buffers of both sockets fill, and then the client waits
            Eventually.await(Patience.ofSeconds(30), "the client being held up", () -> {
                long before = sent.get();
                return !ended(sender) && sent.get() == before;
            });
            assertThat(sent.get()).isLessThan(size / 2);
            mayRead.countDown();
            assertThat(wire.head()).startsWith("HTTP/1.1 201 ");
            assertThat(new String(wire.in().readNBytes(16), StandardCharsets.UTF_8))
                    .isEqualTo("{\"sum\":67108864}");
        }
        assertThat(mayRead.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_a_call_has_not_read_is_dropped_and_the_connection_goes_on() throws Exception {
        String url = start(
                Service.create((data, params) -> {
                    seen.add((UploadedFile) data);
                    return Map.of("read", 0);
                }),
                o -> {});
        for (int i = 0; i < 3; i++)
            assertThat(Wire.post(http, url, "application/octet-stream", new byte[5_000_000])
                            .body())
                    .isEqualTo("{\"read\":0}");
        // a client that does not wait for that uses another connection
        InputStream first = seen.getFirst().stream();
        Eventually.await(Patience.ofSeconds(30), "the first body being dropped", () -> isDropped(first));
    }

    private static boolean isDropped(InputStream body) {
        try {
            body.read();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void a_body_that_middleware_has_passed_on_arrives_too() throws Exception {
        String url = start(describes(), o -> {});
        app.plugin(Server.class).orElseThrow().use(ctx -> ctx.vertx().setTimer(20, late -> ctx.next()));
        assertThat(post(url, field("a", "1") + "--XX--").body()).isEqualTo("{\"a\":\"1\"}");
    }

    @Test
    void options_are_checked() {
        assertThatThrownBy(() -> Uploads.create(o -> o.maxParts(0))).hasMessage("maxParts 0 must be at least 1");
        assertThatThrownBy(() -> Uploads.create(o -> o.types("png"))).hasMessageContaining("'png' is no media type");
        assertThatThrownBy(() -> RawBodies.create(o -> o.maxBytes(0))).hasMessage("maxBytes 0 must be at least 1");
    }
}
