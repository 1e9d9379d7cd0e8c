package org.feathers4j.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.feathers4j.FeathersException;
import org.feathers4j.Params;

import static org.assertj.core.api.Assertions.assertThat;

/** A disk of 2 MiB, in memory; only root may have one. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static boolean isAllowed() {
        try {
            Path folder = Files.createTempDirectory("feathers4j-disk");
            mounted(folder).close();
            Files.delete(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static SmallDisk mounted(Path folder) throws IOException {
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    private static void run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new IOException("%s: %s".formatted(List.of(command), output));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Takes space away, until {@link #free}. */
    void fill(int bytes) throws IOException {
        Files.write(folder.resolve("filler"), new byte[bytes]);
    }

    void free() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    /** Writes until there is no space left, then goes on with what is freed; the table has columns n and text. */
    void isFilledAndFreed(SqlService table) throws IOException {
        var acknowledged = new HashSet<Object>();
        String text = new Random(1) // PostgreSQL compresses what repeats itself
                .ints(8000, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        FeathersException error = DatabaseTest.refused(() -> {
            for (int n = 0; n < 1000; n++) {
                table.create(Map.of("n", n, "text", text + n), Params.empty());
                acknowledged.add(n);
            }
        });
        FaultsTest.isUnavailable(error);
        assertThat(error.message()).contains("no space left");
        assertThat(acknowledged).isNotEmpty();
        assertThat(numbers(table)).isEqualTo(acknowledged);
        free();
        for (int n = 1000; n < 1020; n++) {
            table.create(Map.of("n", n, "text", text), Params.empty());
            acknowledged.add(n);
        }
        assertThat(numbers(table)).isEqualTo(acknowledged);
    }

    private static Set<Object> numbers(SqlService table) {
        var numbers = new HashSet<Object>();
        for (Object each : (List<?>) table.find(Params.empty())) numbers.add(((Map<?, ?>) each).get("n"));
        return numbers;
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }
}
