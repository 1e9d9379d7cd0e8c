package org.feathers4j.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.files.Blob;
import org.feathers4j.files.BlobService;
import org.feathers4j.files.BlobStore;
import org.feathers4j.files.RawBodies;
import org.feathers4j.files.Uploads;
import org.feathers4j.server.Server;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Blobs in a real server with S3's protocol, which checks signatures; and forms of real clients. */
class S3BlobsTest {
    private static final Duration TIMEOUT = Patience.ofSeconds(60);
    private static final int PART = 5 << 20;

    @TempDir
    static Path directory;

    private static @Nullable PeerProcess process;
    private static int port;

    @BeforeAll
    static void start() throws InterruptedException {
        NodeModules.require();
        PeerProcess started = new PeerProcess(
                "S3",
                new ProcessBuilder("node", "server.mjs", directory.toString())
                        .directory(NodeModules.s3().toFile()));
        process = started;
        PeerEvent ready = started.events()
                .await(
                        TIMEOUT,
                        seen -> seen.stream()
                                .filter(event -> event.name().equals("listening"))
                                .findFirst()
                                .orElse(null));
        if (ready == null) throw started.complaint("does not listen after " + TIMEOUT, null);
        port = ready.number("port");
    }

    @AfterAll
    static void stop() {
        if (process != null) process.close();
    }

    private static BlobStore store(String prefix, String secret) {
        return BlobStore.s3(o -> o.endpoint("http://127.0.0.1:" + port)
                .bucket("blobs")
                .region("eu-central-1")
                .prefix(prefix)
                .credentials("S3RVER", secret)
                .partBytes(PART));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(BlobStore store, Blob blob, long from, long length) throws IOException {
        try (InputStream in = store.read(blob, from, length)) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_blob_is_written_read_and_removed() throws IOException {
        try (BlobStore store = store("one/", "S3RVER")) {
            assertThat(store.find("a/b.txt")).isEmpty();
            Blob blob = store.write("a/b.txt", "text/plain", new ByteArrayInputStream(random(1000)));
            assertThat(blob.size()).isEqualTo(1000);
            assertThat(store.find("a/b.txt")).contains(blob);
            assertThat(read(store, blob, 0, 1000)).isEqualTo(random(1000));
            assertThat(read(store, blob, 998, 2)).containsExactly(random(1000)[998], random(1000)[999]);
            assertThat(store.remove("a/b.txt")).isTrue();
            assertThat(store.remove("a/b.txt")).isFalse();
        }
    }

    @Test
    void a_large_blob_is_sent_in_parts() throws IOException {
        try (BlobStore store = store("two/", "S3RVER")) {
            int size = 2 * PART + 17;
            Blob blob = store.write("large", "a/b", new ByteArrayInputStream(random(size)));
            assertThat(blob.size()).isEqualTo(size);
            assertThat(read(store, blob, 0, size)).isEqualTo(random(size));
            // a whole number of parts
            assertThat(store.write("even", "a/b", new ByteArrayInputStream(random(2 * PART)))
                            .size())
                    .isEqualTo(2 * PART);
        }
    }

    @Test
    void content_that_breaks_off_is_not_there() throws IOException {
        try (BlobStore store = store("three/", "S3RVER")) {
            InputStream broken = new InputStream() {
                private int left = PART + 5;

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
            assertThat(store.find("a")).isEmpty();
            assertThat(store.list("", 0, 10)).isEmpty();
        }
    }

    @Test
    void blobs_are_listed() throws IOException {
        try (BlobStore store = store("four/", "S3RVER")) {
            for (String id : List.of("b2", "a1", "b1", "b3"))
                store.write(id, "a/b", new ByteArrayInputStream(random(3)));
            assertThat(store.list("b", 1, 5)).extracting(Blob::id).containsExactly("b2", "b3");
            assertThat(store.list("", 0, 2)).extracting(Blob::id).containsExactly("a1", "b1");
            assertThat(store.list("c", 0, 2)).isEmpty();
        }
    }

    @Test
    void a_wrong_secret_is_refused() {
        try (BlobStore store = store("", "another")) {
            assertThatThrownBy(() -> store.write("a", "a/b", new ByteArrayInputStream(random(3))))
                    .isInstanceOf(FeathersException.class)
                    .hasMessage("The blob store failed")
                    .cause()
                    .hasMessageContaining("403 SignatureDoesNotMatch");
        }
    }

    @Test
    void forms_of_fetch_and_curl_are_stored_and_sent_again() throws Exception {
        Application app = Application.create();
        try {
            Server server = app.configure(Server.create(o -> o.host("127.0.0.1")));
            app.use(
                    "blobs",
                    BlobService.create(store("five/", "S3RVER")),
                    Server.bodies(Uploads.create(), RawBodies.create()));
            app.use("names", (Service.Creates) (data, params) -> data, Server.bodies(Uploads.create()));
            app.listen(0);
            assertThat(answer(server.address() + "/names", 5).get("file"))
                    .isEqualTo(Map.of("name", "a \"b\" ü.txt", "type", "text/plain", "size", 5));
            Map<?, ?> stored = answer(server.address() + "/blobs", 6_000_000);
            assertThat(stored.get("size")).isEqualTo(6_000_000);
            Path file = Files.write(directory.resolve("sent.bin"), random(3_000_000));
            String id = curl("-F", "file=@" + file + ";type=image/png", server.address() + "/blobs")
                    .replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
            Path got = directory.resolve("got.bin");
            // curl resumes: it asks for the rest
            Files.write(got, Arrays.copyOf(random(3_000_000), 1_000_000));
            curl("-C", "-", "-o", got.toString(), server.address() + "/blobs/" + id);
            assertThat(Files.mismatch(file, got)).isEqualTo(-1);
        } finally {
            app.close();
        }
    }

    private static Map<?, ?> answer(String url, int size) {
        Map<String, @Nullable Object> reply = Objects.requireNonNull(process)
                .ask(
                        new LinkedHashMap<String, @Nullable Object>(Map.of("cmd", "form", "url", url, "size", size)),
                        TIMEOUT);
        Map<?, ?> result = (Map<?, ?>) Objects.requireNonNull(reply.get("result"), reply::toString);
        assertThat(result.get("status")).isEqualTo(201);
        return (Map<?, ?>) Objects.requireNonNull(result.get("body"));
    }

    private static String curl(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sS", "--fail", "--max-time", "60"));
        command.addAll(List.of(arguments));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(out).isZero();
        return out;
    }
}
