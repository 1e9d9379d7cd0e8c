package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.files.BlobService;
import org.feathers4j.files.BlobStore;
import org.feathers4j.files.RawBodies;
import org.feathers4j.json.Json;
import org.feathers4j.server.Server;
import org.feathers4j.sql.SqlDatabase;
import org.feathers4j.sql.SqlService;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.feathers4j.testrules.Programs;
import org.jspecify.annotations.Nullable;

/** A small disk (tmpfs) with a table of SQLite and a folder of blobs, which becomes full while clients write to both, and is freed again. Only root may mount one. */
final class FullDisk implements AutoCloseable {

    static final String GONE = "acknowledged records and blobs that are gone or changed";
    static final String REFUSAL = "refused: ";

    private static final Duration SOON = Patience.ofSeconds(60);
    private static final int WRITERS = 4;
    private static final int BYTES = 20_000;

    /** How many writes are refused before there is space again. */
    private static final int REFUSED = 20;

    private final Path disk;
    private final Application app = Application.create();
    private final SqlDatabase database;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger last = new AtomicInteger();
    private final Map<String, byte[]> rows = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private FullDisk(Path disk) throws SQLException {
        this.disk = disk;
        mustRun("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
        try (var connection = DriverManager.getConnection(jdbc());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, name text, text text)");
        }
        database = SqlDatabase.create(o -> o.url("sqlite:" + disk.resolve("data.db")));
        app.configure(Server.create(o -> o.host("127.0.0.1")));
        app.use("texts", SqlService.create(o -> o.database(database).table("texts")));
        app.use(
                "blobs",
                BlobService.create(BlobStore.folder(disk.resolve("blobs"))),
                Server.bodies(RawBodies.create()));
        app.listen(0);
    }

    private String jdbc() {
        return "jdbc:sqlite:" + disk.resolve("data.db");
    }

    static boolean isAllowed() {
        try {
            var folder = Files.createTempDirectory("disk");
            boolean mounted = Programs.runs("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
            if (mounted) mustRun("umount", folder.toString());
            Files.delete(folder);
            return mounted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param times how often the disk becomes full */
    static Map<String, Object> run(int times) throws IOException, SQLException {
        var folder = Files.createTempDirectory("disk");
        try (var disk = new FullDisk(folder)) {
            return disk.fill(times);
        } finally {
            mustRun("umount", folder.toString());
            Files.delete(folder);
        }
    }

    private Map<String, Object> fill(int times) throws IOException, SQLException {
        var writers = Stream.iterate(0, i -> i < WRITERS, i -> i + 1)
                .map(i -> Background.start(() -> write(i)))
                .toList();
        long slowest = 0;
        try {
            for (int i = 0; i < times; i++) {
                awaitMore(acknowledged, WRITERS);
                var filler = fillRest(i);
                awaitMore(refused, REFUSED);
                Files.delete(filler);
                long begun = System.nanoTime();
                awaitMore(acknowledged, WRITERS);
                slowest = Math.max(slowest, System.nanoTime() - begun);
            }
        } finally {
            stopped = true;
            writers.forEach(CompletableFuture::join);
        }
        var measures = new LinkedHashMap<String, Object>();
        measures.put("records and blobs that were acknowledged", "%,d, %,d".formatted(rows.size(), blobs.size()));
        new TreeMap<>(refusals).forEach((answer, count) -> measures.put(REFUSAL + answer, count.get()));
        measures.put(GONE, missing());
        measures.put("files of blobs that were not acknowledged", leftovers());
        measures.put("longest time until writes go on", Reliability.seconds(Duration.ofNanos(slowest)));
        return measures;
    }

    private void awaitMore(AtomicInteger count, int more) {
        int wanted = count.get() + more;
        Eventually.await(SOON, "%d more, refused: %s".formatted(more, refusals), () -> count.get() >= wanted);
    }

    /** Takes all space that is left. */
    private Path fillRest(int number) throws IOException {
        var filler = disk.resolve("filler" + number);
        try (var out = Files.newOutputStream(filler)) {
            while (true) out.write(new byte[4096]);
        } catch (IOException e) {
            return filler; // no space is left
        }
    }

    private boolean write(int writer) {
        var random = new Random(writer);
        while (!stopped) {
            int number = last.incrementAndGet();
            try {
                if (writer % 2 == 0) writeRow("n" + number, text(random));
                else writeBlob(text(random));
            } catch (IOException e) {
                note("no answer: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static String text(Random random) {
        return random.ints(BYTES, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void writeRow(String name, String text) throws IOException, InterruptedException {
        var answer = post("texts", "application/json", Json.bytes(Map.of("name", name, "text", text)));
        if (answer != null) rows.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeBlob(String text) throws IOException, InterruptedException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var answer = post("blobs", "application/octet-stream", bytes);
        if (answer != null) blobs.put(String.valueOf(answer.get("id")), bytes);
    }

    /** The record that was made; null when it was refused. */
    private @Nullable Map<String, @Nullable Object> post(String path, String type, byte[] body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/%s".formatted(app.port(), path)))
                .timeout(SOON)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        var json = Values.object(Json.parse(answer.body()));
        if (answer.statusCode() == 201) {
            acknowledged.incrementAndGet();
            return json;
        }
        note("%d %s from `%s`: %s".formatted(answer.statusCode(), json.get("name"), path, json.get("message")));
        return null;
    }

    private void note(String refusal) {
        refusals.computeIfAbsent(refusal, key -> new AtomicInteger()).incrementAndGet();
        refused.incrementAndGet();
    }

    /** Reads the disk as another application would. */
    private int missing() throws IOException, SQLException {
        var found = new LinkedHashMap<String, String>();
        try (var connection = DriverManager.getConnection(jdbc());
                var statement = connection.createStatement();
                var all = statement.executeQuery("SELECT name, text FROM texts")) {
            while (all.next()) found.put(all.getString(1), all.getString(2));
        }
        int missing = 0;
        for (var row : rows.entrySet()) {
            var text = found.get(row.getKey());
            if (text == null || !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), row.getValue())) missing++;
        }
        for (var blob : blobs.entrySet()) {
            var file = disk.resolve("blobs").resolve(blob.getKey());
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), blob.getValue())) missing++;
        }
        return missing;
    }

    private long leftovers() throws IOException {
        try (var files = Files.list(disk.resolve("blobs"))) {
            return files.filter(file -> !blobs.containsKey(String.valueOf(file.getFileName())))
                    .count();
        }
    }

    @Override
    public void close() {
        app.close();
        database.close();
        http.shutdownNow();
        http.close();
    }

    private static void mustRun(String... command) {
        if (!Programs.runs(command)) throw new IllegalStateException("cannot run " + List.of(command));
    }
}
