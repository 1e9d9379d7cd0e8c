package org.feathers4j.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** A process that writes todos, or hears of them under a name, until it is killed. Prints the text of each, one a line. */
final class CrashingProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private CrashingProcess(String what, String url, int from) {
        try {
            output = Files.createTempFile("crashing", ".log");
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashingProcess.class.getName(),
                            what,
                            url,
                            String.valueOf(from))
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code todo from}, {@code todo from + 1} and so on, and prints each that was acknowledged. */
    static CrashingProcess writer(String url, int from) {
        return new CrashingProcess("write", url, from);
    }

    /** Prints what it hears. */
    static CrashingProcess listener(String url) {
        return new CrashingProcess("listen", url, 0);
    }

    /** What it has printed so far: whole lines of ours, for the log goes to the same place. */
    List<String> lines() {
        try {
            String text = Files.readString(output);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith("todo "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As SIGKILL does. Afterwards it has printed all that it will. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        Files.deleteIfExists(output);
    }

    /** In the process of its own. */
    public static void main(String[] arguments) {
        Application app = Application.create();
        app.configure(SqlDatabase.open(arguments[1]));
        app.use("todos", SqlService.create(o -> o.table("todos").keepsEvents(true)));
        if (arguments[0].equals("listen")) app.service("todos").on("created", "mailer", (item, context) -> print(item));
        app.setup();
        while (arguments[0].equals("listen")) LockSupport.park();
        for (int i = Integer.parseInt(arguments[2]); ; i++) {
            try {
                print(app.service("todos").create(Map.of("text", "todo " + i)));
            } catch (FeathersException e) {
                i--; // the file was locked for too long; nothing was written
            }
        }
    }

    @SuppressWarnings("SystemOut") // how it tells the test
    private static void print(@Nullable Object todo) {
        System.out.println(((Map<?, ?>) Objects.requireNonNull(todo)).get("text"));
        System.out.flush();
    }
}
