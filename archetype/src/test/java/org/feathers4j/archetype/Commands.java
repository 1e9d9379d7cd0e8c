package org.feathers4j.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts programs with the JDK of the tests in front of all others. */
final class Commands {
    private static final long LIMIT = 240; // seconds

    private Commands() {}

    /** Runs a command that must end with 0. */
    static void run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("output", ".txt");
            Process process = start(folder, environment, command, output);
            int code = end(process);
            assertThat(code).as(() -> command + "\n" + text(output)).isZero();
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command; both of its outputs go to the file. */
    static Process start(Path folder, Map<String, String> environment, List<String> command, Path output)
            throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment()
                .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
        return builder.start();
    }

    /** Waits for the end and tells the exit code. */
    static int end(Process process) {
        try {
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still runs after %d s: %s".formatted(LIMIT, process.info()));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new AssertionError(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
