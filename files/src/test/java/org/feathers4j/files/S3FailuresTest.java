package org.feathers4j.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server of S3's protocol, or the network before it, that fails. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class S3FailuresTest {
    private static final int PART = 5 << 20;
    private static final Blob BLOB = new Blob("a", 10, "tag", Instant.EPOCH);
    private static final String BEGUN = "<R><UploadId>u1</UploadId></R>";

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
    }

    private static BlobStore store(S3Failing server, Duration timeout) {
        return BlobStore.s3(o -> o.endpoint(server.url())
                .bucket("blobs")
                .prefix("private/")
                .credentials("id", "secret")
                .partBytes(PART)
                .timeout(timeout));
    }

    private static BlobStore store(S3Failing server) {
        return store(server, Patience.ofSeconds(60));
    }

    /** Sends nothing more, until the test is over. */
    private void stall() throws IOException {
        try {
            if (!over.await(300, TimeUnit.SECONDS)) throw new IOException("the test never ended");
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static InputStream content(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    @Test
    void an_answer_that_breaks_off_has_a_timeout() throws IOException {
        try (var server = new S3Failing((request, out) -> {
                    S3Failing.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<List");
                    stall();
                });
                var store = store(server, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> store.list("", 0, 10)).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void an_endless_answer_is_refused() throws IOException {
        String piece = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";
        try (var server = new S3Failing((request, out) -> {
                    S3Failing.send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) S3Failing.send(out, piece);
                });
                var store = store(server)) {
            assertThatThrownBy(() -> store.list("", 0, 10))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("more than 16777216 bytes");
        }
    }

    @Test
    void a_blob_that_breaks_off_while_it_is_read_has_a_timeout() throws IOException {
        Duration timeout = Patience.ofSeconds(2);
        try (var server = new S3Failing((request, out) -> {
                    S3Failing.send(out, "HTTP/1.1 206 Partial\r\nContent-Length: 10\r\n\r\n012");
                    stall();
                });
                var store = store(server, timeout);
                InputStream in = store.read(BLOB, 0, 10)) {
            assertThat(in.readNBytes(3)).isEqualTo("012".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(in::read)
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessageContaining("sent nothing for " + timeout);
        }
    }

    @Test
    void what_begins_an_upload_is_sent_once_and_other_requests_again() throws IOException {
        try (var server = new S3Failing((request, out) -> {});
                var store = store(server)) {
            assertThatThrownBy(() -> store.write("a", "a/b", content(PART))).isInstanceOf(IOException.class);
            assertThat(server.requests).containsExactly("POST /blobs/private/a?uploads=");
            server.requests.clear();
            assertThatThrownBy(() -> store.write("a", "a/b", content(5))).isInstanceOf(IOException.class);
            assertThat(server.requests).hasSize(3).allMatch("PUT /blobs/private/a"::equals);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PART + 1, PART + 2})
    void an_upload_whose_end_was_heard_but_not_answered_is_there(int sizeThere) throws IOException {
        var ended = new AtomicBoolean();
        try (var server = new S3Failing((request, out) -> {
                    if (request.startsWith("POST") && request.endsWith("?uploads="))
                        S3Failing.reply(out, "200 OK", "", BEGUN);
                    else if (request.startsWith("POST") && ended.getAndSet(true))
                        S3Failing.reply(out, "404 Not Found", "", "<Error><Code>NoSuchUpload</Code></Error>");
                    else if (request.startsWith("PUT")) S3Failing.reply(out, "200 OK", "ETag: \"t\"\r\n", "");
                    else if (request.startsWith("HEAD"))
                        S3Failing.send(
                                out,
                                "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"t\"\r\nContent-Length: " + sizeThere
                                        + "\r\n\r\n");
                });
                var store = store(server)) {
            if (sizeThere == PART + 1)
                assertThat(store.write("a", "a/b", content(PART + 1)).size()).isEqualTo(sizeThere);
            else
                assertThatThrownBy(() -> store.write("a", "a/b", content(PART + 1)))
                        .hasStackTraceContaining("404 NoSuchUpload");
        }
    }

    @Test
    void an_interrupted_upload_is_removed() throws IOException {
        InputStream interrupting = new InputStream() {
            private int left = PART + 1;

            @Override
            public int read() {
                if (left-- <= 0) return -1;
                if (left == 0) Thread.currentThread().interrupt();
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (length == 0) return 0;
                if (read() < 0) return -1;
                into[offset] = 0;
                return 1;
            }
        };
        try (var server = new S3Failing((request, out) -> {
                    String body = request.startsWith("POST") ? BEGUN : "";
                    S3Failing.reply(out, "200 OK", "ETag: \"t\"\r\n", body);
                });
                var store = store(server)) {
            assertThatThrownBy(() -> store.write("a", "a/b", interrupting)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.requests).endsWith("DELETE /blobs/private/a?uploadId=u1");
        }
    }

    private static void refuse(String status, OutputStream out) throws IOException {
        S3Failing.reply(out, status, "", "<Error><Code>Reason</Code></Error>");
    }

    @Test
    void clients_do_not_see_what_the_server_says() throws IOException {
        try (var server = new S3Failing((request, out) -> refuse("403 Forbidden", out));
                var store = store(server)) {
            assertThatThrownBy(() -> store.write("a", "a/b", content(5)))
                    .isInstanceOfSatisfying(
                            FeathersException.class, e -> assertThat(e.code()).isEqualTo(502))
                    .hasMessage("The blob store failed")
                    .cause()
                    .hasMessage("S3 answered PUT of 'private/a' with 403 Reason");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 Not Found", "412 Precondition Failed"})
    void a_blob_that_is_another_by_now_is_not_read(String status) throws IOException {
        try (var server = new S3Failing((request, out) -> refuse(status, out));
                var store = store(server)) {
            assertThatThrownBy(() -> store.read(BLOB, 0, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessage("The blob was replaced or removed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@localhost",
                "http://localhost?a=b",
                "http://localhost#a",
                "http://localhost/a"
            })
    void an_endpoint_is_a_host_and_a_port(String url) {
        assertThatThrownBy(
                        () -> BlobStore.s3(o -> o.endpoint(url).bucket("blobs").credentials("id", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("endpoint")
                .hasMessageNotContaining("secret");
    }
}
