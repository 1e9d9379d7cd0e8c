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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BlobServiceTest {
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

    private Path folder() {
        return directory.resolve("blobs");
    }

    private ServiceHandle start(Consumer<BlobOptions.Builder> options) {
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.use(
                "blobs",
                BlobService.create(BlobStore.folder(folder()), options),
                Server.bodies(Uploads.create(), RawBodies.create(o -> o.types("*/*"))));
        app.listen(0);
        return app.service("blobs");
    }

    private String url() {
        return app.plugin(Server.class).orElseThrow().address() + "/blobs";
    }

    private Map<?, ?> post(String type, byte[] body) throws Exception {
        HttpResponse<String> answer = Wire.post(http, url(), type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(answer.body()));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(Patience.ofSeconds(60));
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_body_is_stored_and_sent_again() throws Exception {
        start(o -> {});
        byte[] large = new byte[3_000_000];
        large[2_999_999] = 7;
        Map<?, ?> stored = post("image/png", large);
        String id = (String) stored.get("id");
        assertThat(id).matches("[0-9a-z]{26}\\.png");
        assertThat(stored.get("size")).isEqualTo(3_000_000);
        assertThat(stored.get("type")).isEqualTo("image/png");
        HttpResponse<byte[]> answer = get("/" + id);
        assertThat(answer.body()).isEqualTo(large);
        assertThat(answer.headers().firstValue("content-type")).hasValue("image/png");
        String etag = answer.headers().firstValue("etag").orElseThrow();
        assertThat(get("/" + id, "If-None-Match", etag).statusCode()).isEqualTo(304);
        HttpResponse<byte[]> end = get("/" + id, "Range", "bytes=-2", "If-Range", etag);
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).containsExactly(0, 7);
    }

    @Test
    void a_form_with_one_file_is_stored() throws Exception {
        start(o -> {});
        String form = "--XX\r\nContent-Disposition: form-data; name=f; filename=\"notes.MD\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n# hi\r\n--XX--";
        Map<?, ?> stored = post("multipart/form-data; boundary=XX", bytes(form));
        assertThat(stored.get("name")).isEqualTo("notes.MD");
        assertThat(stored.get("type")).isEqualTo("text/markdown");
        assertThat(Wire.post(http, url(), "application/json", bytes("{\"a\":1}"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void blobs_are_listed_and_removed() throws Exception {
        ServiceHandle blobs = start(o -> o.clientIds(true).maxLimit(3));
        for (String id : List.of("b/2.txt", "a/1.txt", "b/1.txt", "b/3.txt", "b/4.txt"))
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create(url() + "/" + id.replace("/", "%2F")))
                                            .header("Content-Type", "application/octet-stream")
                                            .PUT(HttpRequest.BodyPublishers.ofString(id))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"id\":\"" + id + "\"");
        assertThat(ids(blobs, Map.of())).containsExactly("a/1.txt", "b/1.txt", "b/2.txt");
        assertThat(ids(blobs, Map.of("prefix", "b/", "$skip", 1, "$limit", "2")))
                .containsExactly("b/2.txt", "b/3.txt");
        assertThat(ids(blobs, Map.of("prefix", "b/", "$skip", 9))).isEmpty();
        blobs.remove("b/1.txt");
        assertThatThrownBy(() -> blobs.remove("b/1.txt")).hasMessageContaining("No record found");
        assertThatThrownBy(() -> blobs.get("b/1.txt")).hasMessageContaining("No record found");
        assertThatThrownBy(() -> blobs.find(Params.query(Map.of("size", 1)))).hasMessageContaining("'size'");
        assertThatThrownBy(() -> blobs.find(Params.query(Map.of("$skip", -1))))
                .hasMessageContaining("$skip must be from");
        assertThat(ids(blobs, Map.of("prefix", "../"))).isEmpty();
    }

    private static List<Object> ids(ServiceHandle blobs, Map<String, ?> query) {
        return ((List<?>) Objects.requireNonNull(blobs.find(Params.query(query))))
                .stream().<Object>map(blob -> ((Map<?, ?>) blob).get("id")).toList();
    }

    @Test
    void data_uris_are_as_in_feathers_blob() {
        ServiceHandle blobs = start(o -> o.dataUris(true));
        Map<?, ?> stored =
                (Map<?, ?>) Objects.requireNonNull(blobs.create(Map.of("uri", "data:image/gif;base64,R0lGODdh")));
        assertThat(stored.get("size")).isEqualTo(6L);
        Map<?, ?> got = (Map<?, ?>) Objects.requireNonNull(blobs.get(String.valueOf(stored.get("id"))));
        assertThat(got.get("id")).isEqualTo(stored.get("id"));
        assertThat(got.get("uri")).isEqualTo("data:image/gif;base64,R0lGODdh");
        assertThat(got.get("size")).isEqualTo(6);
        for (String wrong : List.of("", "data:", "data:image/gif;base64,%%%", "data:;base64,a=b=c", "http://a/"))
            assertThatThrownBy(() -> blobs.create(Map.of("uri", wrong)))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            FeathersException.class, e -> assertThat(e.code()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret",
                "a/../../secret",
                "/etc/passwd",
                ".hidden",
                "a/.b",
                "a//b",
                "a/",
                "a\\..\\b",
                "%2e%2e",
                "a\u0000",
                "a b",
                "ä"
            })
    void no_id_leads_out_of_the_folder(String id) throws Exception {
        ServiceHandle blobs = start(o -> o.clientIds(true));
        Files.writeString(directory.resolve("secret"), "secret");
        assertThatThrownBy(() -> blobs.get(id)).hasMessageContaining("No record found");
        assertThatThrownBy(() -> blobs.remove(id)).hasMessageContaining("No record found");
        BlobStore store = BlobStore.folder(folder());
        assertThatThrownBy(() -> store.write(id, "a/b", InputStream.nullInputStream()))
                .hasMessageContaining("no id");
        assertThat(get("/..%2Fsecret").statusCode()).isEqualTo(404);
    }

    @Test
    void an_id_that_no_file_can_have_is_refused() throws Exception {
        String longest = "a" + "/b".repeat(99);
        BlobStore store = BlobStore.folder(folder());
        assertThat(store.find(longest)).isEmpty();
        assertThat(store.remove(longest)).isFalse();
        assertThatThrownBy(() -> store.write(longest, "a/b", InputStream.nullInputStream()))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.code()).isEqualTo(400));
    }

    @Test
    void links_are_not_followed() throws Exception {
        ServiceHandle blobs = start(o -> {});
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(folder().resolve("link.txt"), secret);
        assertThatThrownBy(() -> blobs.get("link.txt")).hasMessageContaining("No record found");
        BlobStore store = BlobStore.folder(folder());
        var pretended = new Blob("link.txt", 6, "x", Instant.EPOCH);
        assertThatThrownBy(() -> store.read(pretended, 0, 6)).isInstanceOf(IOException.class);
        store.write("link.txt", "text/plain", new ByteArrayInputStream(bytes("new")));
        assertThat(secret).hasContent("secret");
    }

    @Test
    void content_that_breaks_off_leaves_nothing() throws Exception {
        BlobStore store = BlobStore.folder(folder());
        store.write("a", "a/b", new ByteArrayInputStream(bytes("old")));
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) throw new IOException("broken off");
                return 'x';
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (left <= 0) throw new IOException("broken off");
                int count = Math.min(left, length);
                left -= count;
                return count;
            }
        };
        assertThatThrownBy(() -> store.write("a", "a/b", broken)).hasMessage("broken off");
        assertThat(folder().resolve("a")).hasContent("old");
        assertThat(folder().toFile().list()).containsExactly("a");
    }

    @Test
    void a_client_that_goes_away_leaves_nothing() throws Exception {
        start(o -> {});
        try (var wire = new Wire(app.plugin(Server.class).orElseThrow().port())) {
            wire.send("POST /blobs HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 1000000\r\n\r\n"
                    + "x".repeat(300_000));
            Eventually.await(Patience.ofSeconds(30), "an unfinished file", () -> names().length == 1);
        }
        Eventually.await(Patience.ofSeconds(30), "no unfinished file", () -> names().length == 0);
    }

    private String[] names() {
        return Objects.requireNonNull(folder().toFile().list());
    }

    @Test
    void a_blob_that_is_replaced_while_it_is_opened_is_not_mixed() throws Exception {
        BlobStore store = BlobStore.folder(folder());
        Blob old = store.write("a", "a/b", new ByteArrayInputStream(bytes("old")));
        store.write("a", "a/b", new ByteArrayInputStream(bytes("new")));
        assertThatThrownBy(() -> store.read(old, 0, 3)).hasMessageContaining("was replaced");
    }

    @Test
    void what_was_left_long_ago_is_removed() throws Exception {
        Files.createDirectories(folder());
        Path old = Files.createFile(folder().resolve(".unfinished-1"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3 * 86_400)));
        Path recent = Files.createFile(folder().resolve(".unfinished-2"));
        BlobStore store = BlobStore.folder(folder());
        assertThat(old).doesNotExist();
        assertThat(recent).exists();
        assertThat(store.list("", 0, 10)).isEmpty();
    }

    @Test
    void a_process_that_is_killed_leaves_whole_blobs_only() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder().toString())
                .inheritIO()
                .start();
        try {
            Eventually.await(
                    Patience.ofSeconds(60),
                    "a few blobs",
                    () -> folder().resolve("blob-2").toFile().exists());
        } finally {
            writer.destroyForcibly().waitFor();
        }
        List<Blob> left = BlobStore.folder(folder()).list("", 0, 10);
        assertThat(left).hasSize(3);
        for (Blob blob : left) {
            byte[] bytes = Files.readAllBytes(folder().resolve(blob.id()));
            byte[] whole = new byte[Writer.SIZE];
            Arrays.fill(whole, bytes[0]);
            assertThat(Arrays.equals(bytes, whole)).as(blob.id()).isTrue();
        }
    }
}
