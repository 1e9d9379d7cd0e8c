package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.interop.ledger.Stored;
import org.jspecify.annotations.Nullable;

/**
 * Lists that only grow, in a folder that several processes share, also with Node ({@code append-only.mjs}): a file per list, a line per value, which is on
 * the disk before it is acknowledged. {@code create({key, value})} puts a value at the end and then emits {@code appended}, {@code get(key)} answers
 * the values. The operating system appends a line as a whole, so whatever kills a process leaves no half of one. The events are emitted in the order of the
 * values, one at a time.
 */
final class AppendOnly implements Service.Creates, Service.Gets, Service.Emits {

    /** Between a write and its answer, so that a fault often finds a write in this state: executed, and not acknowledged. */
    private static final Duration BEFORE_ANSWER = Duration.ofMillis(100);

    private final String name;
    private final Path folder;

    // Set while the application starts, before any call.
    private volatile @Nullable Application app;
    private volatile String path = "";

    /** Guarded by this. */
    private int written;

    /** @param name who writes; no other process has the same */
    AppendOnly(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    @Override
    public void setup(Application application, String registeredPath) {
        path = registeredPath;
        app = application;
    }

    @Override
    public List<String> events() {
        return List.of("appended");
    }

    @Override
    public Object get(Id id, Params params) {
        try {
            return Map.of(
                    "values",
                    read(folder, number(id.value())).stream().map(Stored::value).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object create(@Nullable Object data, Params params) {
        var event = append(data);
        LockSupport.parkNanos(BEFORE_ANSWER.toNanos());
        return event;
    }

    private synchronized Map<String, @Nullable Object> append(@Nullable Object data) {
        var asked = Values.object(data);
        int key = number(asked.get("key"));
        int value = number(asked.get("value"));
        int next = written + 1;
        var line = "%d %s %d%n".formatted(value, name, next);
        try (var file = FileChannel.open(
                file(folder, key), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written = next;
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("emitter", name);
        event.put("number", next);
        event.put("value", value);
        var application = app;
        if (application != null) application.service(path).emit("appended", event);
        return event;
    }

    private static int number(@Nullable Object value) {
        if (value instanceof Number number) return number.intValue();
        try {
            return Integer.parseInt(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw FeathersException.badRequest("not a number: '%s'", value);
        }
    }

    private static Path file(Path folder, int key) {
        return folder.resolve("list-" + key);
    }

    /** Everything that is stored, the values of each list in their order. */
    static List<Stored> readAll(Path folder) throws IOException {
        var all = new ArrayList<Stored>();
        try (var files = Files.newDirectoryStream(folder, "list-*")) {
            for (var file : files) {
                all.addAll(read(
                        folder,
                        Integer.parseInt(String.valueOf(file.getFileName()).substring("list-".length()))));
            }
        }
        return all;
    }

    private static List<Stored> read(Path folder, int key) throws IOException {
        try {
            return Files.readAllLines(file(folder, key)).stream()
                    .map(line -> stored(key, line.split(" ", -1)))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // nothing was put there yet
        }
    }

    private static Stored stored(int key, String[] words) {
        return new Stored(key, Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]));
    }
}
