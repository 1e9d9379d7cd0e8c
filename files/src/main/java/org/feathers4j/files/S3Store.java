package org.feathers4j.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as objects of a bucket. A blob of one part is one request, a larger one a multipart upload, which shows nothing before its end. Each part is in memory, so its hash is signed and it can be sent
 * again. Safe for all threads.
 */
final class S3Store implements BlobStore {
    private static final Logger log = LoggerFactory.getLogger(S3Store.class);
    private static final byte[] NOTHING = {};
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_PARTS = 10_000;
    private static final int PAGE = 1000;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int CHANGED = 412;
    private static final int SERVER_ERROR = 500;
    private static final int LONGEST_ANSWER = 16 << 20;
    private static final int LONGEST_ERROR = 64 << 10;

    private final S3Options options;
    private final S3Signature signature;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    S3Store(S3Options options) {
        this.options = options;
        this.signature = new S3Signature(options.region(), options.keyId(), options.secret(), options.sessionToken());
    }

    /** A request that can be sent again. */
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    private record Call(
            String method, String key, Map<String, String> query, Map<String, String> headers, byte[] body) {
        static Call of(String method, String key) {
            return new Call(method, key, Map.of(), Map.of(), NOTHING);
        }

        /** Whether it does no harm to send it again when nobody knows whether it has arrived: each upload that is begun and forgotten stays in the bucket. */
        boolean isRepeatable() {
            return !query.containsKey("uploads");
        }

        @Override
        public String toString() {
            return method + " of '" + key + "'";
        }
    }

    /** @param attempts how often the request was sent */
    private record Sent<T>(HttpResponse<T> answer, int attempts) {}

    @Override
    public Blob write(String id, String type, InputStream content) throws IOException {
        byte[] first = content.readNBytes(options.partBytes());
        Map<String, String> headers = Map.of("content-type", type);
        if (first.length < options.partBytes()) done(new Call("PUT", key(id), Map.of(), headers, first));
        else writeParts(key(id), headers, first, content);
        return find(id).orElseThrow(() -> new IOException("'%s' was removed while it was stored".formatted(id)));
    }

    private void writeParts(String key, Map<String, String> headers, byte[] first, InputStream content)
            throws IOException {
        byte[] begun = done(new Call("POST", key, Map.of("uploads", ""), headers, NOTHING))
                .body();
        String upload = only(begun, "UploadId");
        try {
            var tags = new ArrayList<String>();
            long size = 0;
            for (byte[] part = first; part.length > 0; part = content.readNBytes(options.partBytes())) {
                if (tags.size() == MOST_PARTS)
                    throw FeathersException.of(
                            ErrorKind.PAYLOAD_TOO_LARGE,
                            "A blob may have %d parts of %d bytes",
                            MOST_PARTS,
                            options.partBytes());
                Map<String, String> query = Map.of("partNumber", "" + (tags.size() + 1), "uploadId", upload);
                HttpResponse<byte[]> sent = done(new Call("PUT", key, query, Map.of(), part));
                tags.add(sent.headers()
                        .firstValue("etag")
                        .orElseThrow(() -> new IOException("S3 gave no tag of a part")));
                size += part.length;
            }
            complete(key, upload, tags, size);
        } catch (Throwable e) {
            abort(key, upload, e);
            throw e;
        }
    }

    private void complete(String key, String upload, List<String> tags, long size) throws IOException {
        var xml = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 0; i < tags.size(); i++)
            xml.append("<Part><PartNumber>")
                    .append(i + 1)
                    .append("</PartNumber><ETag>")
                    .append(tags.get(i).replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</ETag></Part>");
        byte[] body = xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
        var call = new Call("POST", key, Map.of("uploadId", upload), Map.of("content-type", "application/xml"), body);
        Sent<byte[]> sent = send(call, limited());
        HttpResponse<byte[]> answer = sent.answer();
        // the first request may have been heard though its answer was lost, and has ended the upload then
        boolean mayBeDone = answer.statusCode() == NOT_FOUND && sent.attempts() > 1;
        if (mayBeDone && size(key) == size) return;
        check(call, answer.statusCode(), answer.body());
        // an error may come after the status of success
        if (new String(answer.body(), StandardCharsets.UTF_8).contains("<Error>"))
            throw failed(call, answer.statusCode(), answer.body());
    }

    /** How many bytes an object has; -1 when there is none. */
    private long size(String key) throws IOException {
        HttpResponse<byte[]> answer = sent(Call.of("HEAD", key));
        return answer.statusCode() == OK
                ? answer.headers().firstValueAsLong("content-length").orElse(0)
                : -1;
    }

    private void abort(String key, String upload, Throwable cause) {
        // an interrupted thread can send nothing
        boolean interrupted = Thread.interrupted();
        try {
            done(new Call("DELETE", key, Map.of("uploadId", upload), Map.of(), NOTHING));
        } catch (IOException | RuntimeException e) {
            log.warn("The parts of an upload to '{}' remain in the bucket", key, e);
            cause.addSuppressed(e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Blob> find(String id) throws IOException {
        HttpResponse<byte[]> answer = sent(Call.of("HEAD", key(id)));
        if (answer.statusCode() == NOT_FOUND) return Optional.empty();
        check(Call.of("HEAD", key(id)), answer.statusCode(), answer.body());
        long size = answer.headers().firstValueAsLong("content-length").orElse(0);
        Instant modified =
                HttpTime.parse(answer.headers().firstValue("last-modified").orElse(null));
        return Optional.of(new Blob(
                id,
                size,
                tag(answer.headers().firstValue("etag").orElse("")),
                Objects.requireNonNullElse(modified, Instant.EPOCH)));
    }

    private static String tag(String header) {
        return header.replace("\"", "");
    }

    @Override
    public InputStream read(Blob blob, long from, long length) throws IOException {
        if (length == 0) return InputStream.nullInputStream();
        Map<String, String> headers =
                Map.of("range", "bytes=" + from + "-" + (from + length - 1), "if-match", "\"" + blob.etag() + "\"");
        var call = new Call("GET", key(blob.id()), Map.of(), headers, NOTHING);
        HttpResponse<InputStream> answer =
                send(call, HttpResponse.BodyHandlers.ofInputStream()).answer();
        InputStream body = new TimedStream(answer.body(), options.timeout());
        // a server without ranges sends all
        if (answer.statusCode() == PARTIAL || (answer.statusCode() == OK && from == 0)) return body;
        try (body) {
            if (answer.statusCode() == NOT_FOUND || answer.statusCode() == CHANGED)
                throw new IOException("The blob was replaced or removed");
            check(call, answer.statusCode(), body.readNBytes(LONGEST_ERROR));
            log.error("S3 did not answer {} with the range that was asked for", call);
            throw new IOException("The blob store failed");
        }
    }

    @Override
    public boolean remove(String id) throws IOException {
        // S3 does not say whether there was one
        if (find(id).isEmpty()) return false;
        done(Call.of("DELETE", key(id)));
        return true;
    }

    @Override
    public List<Blob> list(String prefix, int skip, int limit) throws IOException {
        var blobs = new ArrayList<Blob>();
        int skipped = 0;
        String next = null;
        do {
            byte[] page = done(new Call("GET", "", listing(prefix, next), Map.of(), NOTHING))
                    .body();
            for (Map<String, String> object : S3Xml.elements(page, "Contents")) {
                if (blobs.size() == limit) return blobs;
                String id = object.getOrDefault("Key", "")
                        .substring(options.prefix().length());
                if (!BlobIds.isAllowed(id)) continue;
                if (skipped < skip) skipped++;
                else blobs.add(blob(id, object));
            }
            Map<String, String> about = S3Xml.elements(page, "").getFirst();
            next = "true".equals(about.get("IsTruncated")) ? about.get("NextContinuationToken") : null;
        } while (next != null);
        return blobs;
    }

    private Map<String, String> listing(String prefix, @Nullable String next) {
        var query = new LinkedHashMap<String, String>();
        query.put("list-type", "2");
        query.put("max-keys", "" + PAGE);
        query.put("prefix", options.prefix() + prefix);
        if (next != null) query.put("continuation-token", next);
        return query;
    }

    private static Blob blob(String id, Map<String, String> object) throws IOException {
        try {
            return new Blob(
                    id,
                    Long.parseLong(object.getOrDefault("Size", "")),
                    tag(object.getOrDefault("ETag", "")),
                    Instant.parse(object.getOrDefault("LastModified", "")));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("S3 lists '%s' without size or time".formatted(id), e);
        }
    }

    private static String only(byte[] xml, String name) throws IOException {
        List<Map<String, String>> root = S3Xml.elements(xml, "");
        String text = root.isEmpty() ? null : root.getFirst().get(name);
        if (text == null) throw new IOException("The answer of S3 has no " + name);
        return text;
    }

    private String key(String id) {
        if (!BlobIds.isAllowed(id)) throw new IllegalArgumentException("'%s' is no id of a blob".formatted(id));
        return options.prefix() + id;
    }

    private HttpResponse<byte[]> done(Call call) throws IOException {
        HttpResponse<byte[]> answer = sent(call);
        check(call, answer.statusCode(), answer.body());
        return answer;
    }

    private HttpResponse<byte[]> sent(Call call) throws IOException {
        return send(call, limited()).answer();
    }

    private static HttpResponse.BodyHandler<byte[]> limited() {
        return head -> new ShortBody(LONGEST_ANSWER);
    }

    private static void check(Call call, int status, byte[] body) {
        if (status / 100 != 2) throw failed(call, status, body);
    }

    /** An error that tells clients nothing of the bucket and its keys, and the log all. */
    private static FeathersException failed(Call call, int status, byte[] body) {
        var cause = new IOException("S3 answered " + call + " with " + status + " " + code(body));
        log.error("The blob store failed", cause);
        return FeathersException.of(ErrorKind.BAD_GATEWAY, "The blob store failed")
                .withCause(cause);
    }

    private static String code(byte[] xml) {
        try {
            return xml.length == 0 ? "" : only(xml, "Code");
        } catch (IOException e) {
            return "";
        }
    }

    /** Sends a request, and again when the server is overloaded, or the connection breaks and the request may be repeated. */
    private <T> Sent<T> send(Call call, HttpResponse.BodyHandler<T> handler) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<T> answer = answer(call, handler);
                boolean again = answer.statusCode() >= SERVER_ERROR && attempt < ATTEMPTS;
                if (!again) return new Sent<>(answer, attempt);
                if (answer.body() instanceof InputStream body) body.close();
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !call.isRepeatable()) throw e;
            } catch (InterruptedException e) {
                throw interrupted();
            }
            pause(attempt);
        }
    }

    /** The timeout of the request itself ends with the head of the answer; this one is for all that the handler reads. */
    private <T> HttpResponse<T> answer(Call call, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> coming = http.sendAsync(signed(call), handler);
        try {
            return coming.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("The blob store cannot be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("The blob store did not answer in " + options.timeout());
        } finally {
            coming.cancel(true);
        }
    }

    private static void pause(int attempt) throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE.multipliedBy(attempt));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Interrupted while the blob store was asked");
    }

    private HttpRequest signed(Call call) {
        String path = "/" + options.bucket() + (call.key().isEmpty() ? "" : "/" + S3Signature.encoded(call.key(), "/"));
        String query = call.query().isEmpty() ? "" : "?" + S3Signature.query(call.query());
        URI endpoint = options.endpoint();
        var request = HttpRequest.newBuilder(
                        URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path + query))
                .method(
                        call.method(),
                        call.body().length == 0 && !call.method().startsWith("P")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::setHeader);
        signature
                .headers(
                        call.method(), host(endpoint), path, call.query(), S3Signature.hash(call.body()), Instant.now())
                .forEach(request::setHeader);
        return request.build();
    }

    /** As the HTTP client sends it: without the port that its scheme has anyway. */
    private static String host(URI endpoint) {
        int usual = "https".equals(endpoint.getScheme()) ? 443 : 80;
        boolean plain = endpoint.getPort() < 0 || endpoint.getPort() == usual;
        return plain ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
