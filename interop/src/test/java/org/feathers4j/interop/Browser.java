package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.feathers4j.testrules.Patience;

/** Chromium without a window: shows a page once and tells what its scripts have made of it. */
final class Browser {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--virtual-time-budget=3000",
            "--dump-dom");

    private static final Duration LIMIT = Patience.ofSeconds(60);

    private Browser() {}

    /** Whether the program is there. */
    static boolean isInstalled() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1))
            if (Files.isExecutable(Path.of(folder, "chromium"))) return true;
        return false;
    }

    /**
     * The document after its scripts have run.
     *
     * @param folder an empty one, for what the browser remembers
     */
    static String document(String url, Path folder) {
        var command = new ArrayList<>(List.of("chromium"));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + folder.resolve("profile"));
        command.add(url);
        Path document = folder.resolve("document.html");
        try {
            Process chromium = new ProcessBuilder(command)
                    .redirectOutput(document.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!chromium.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    throw new AssertionError("Chromium shows nothing in " + LIMIT);
            } finally {
                chromium.descendants().forEach(ProcessHandle::destroyForcibly);
                chromium.destroyForcibly();
            }
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while Chromium shows " + url, e);
        }
    }
}
