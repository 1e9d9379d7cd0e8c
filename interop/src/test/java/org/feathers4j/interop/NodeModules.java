package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The folder {@code interop/node} with everything the Node peers need installed. */
final class NodeModules {

    private static final int OLDEST_NODE = 20;
    private static final int INSTALL_MINUTES = 5;

    private NodeModules() {}

    /**
     * Lets a test go on where there is Node and npm. Elsewhere the test is skipped with a sentence that says what is
     * missing; in CI (environment variable {@code CI=true}) it fails with it.
     */
    static void require() {
        missing().ifPresent(sentence -> {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(sentence);
            }
            Assumptions.abort(sentence);
        });
    }

    /** What is missing on this machine to run Node peers, as a sentence; empty when nothing is. */
    static Optional<String> missing() {
        return Optional.ofNullable(Tools.MISSING);
    }

    /**
     * The folder, after {@code npm ci} where the modules were missing or older than the lock file.
     *
     * @throws AssertionError when they cannot be installed; tells what npm said
     */
    static Path installed() {
        return Installation.FOLDER;
    }

    /** The folder {@code interop/clients} with the official clients, installed in the same way. */
    static Path clients() {
        return ClientsInstallation.FOLDER;
    }

    /** The folder {@code interop/s3} with a server that speaks S3's protocol, installed in the same way. */
    static Path s3() {
        return S3Installation.FOLDER;
    }

    private static Path folder() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            for (var candidate : new Path[] {at.resolve("node"), at.resolve("interop/node")}) {
                if (Files.exists(candidate.resolve("peer.mjs"))) {
                    return candidate;
                }
            }
        }
        throw new AssertionError("no folder interop/node above " + Path.of("").toAbsolutePath());
    }

    private static Path install(Path folder) {
        // Another module's build or another checkout's test may install at the same time: one does, the rest waits.
        var lock = folder.resolveSibling("target").resolve("node-modules.lock");
        try {
            Files.createDirectories(lock.getParent());
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (!held.isValid() || !current(folder)) {
                    runNpm(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install the Node modules in " + folder, e);
        }
        return folder;
    }

    private static boolean current(Path folder) throws IOException {
        var installed = folder.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json")))
                        >= 0;
    }

    private static void runNpm(Path folder) throws IOException {
        var log = Files.createTempFile("npm-ci", ".log");
        try {
            var npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                npm.destroyForcibly();
                throw new AssertionError(
                        "npm ci takes longer than %d minutes: %s".formatted(INSTALL_MINUTES, Files.readString(log)));
            }
            if (npm.exitValue() != 0) {
                throw new AssertionError("npm ci failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during npm ci", e);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static @Nullable String lookForTools() {
        var node = version("node");
        if (node == null) {
            return "The tests against real Node peers need 'node' (%d or newer) on the PATH.".formatted(OLDEST_NODE);
        }
        if (major(node) < OLDEST_NODE) {
            return "The tests against real Node peers need Node %d or newer; 'node' on the PATH is %s."
                    .formatted(OLDEST_NODE, node);
        }
        return version("npm") == null ? "The tests against real Node peers need 'npm' on the PATH." : null;
    }

    private static @Nullable String version(String program) {
        try {
            var process = new ProcessBuilder(program, "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output.strip() : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static int major(String version) {
        var digits = version.replaceFirst("^v", "").replaceFirst("\\D.*$", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** Looked for once. */
    private static final class Tools {
        static final @Nullable String MISSING = lookForTools();
    }

    /** Done once; the class loader makes sure of that, where a file lock does not between threads of one JVM. */
    private static final class Installation {
        static final Path FOLDER = install(folder());
    }

    /** As above. */
    private static final class ClientsInstallation {
        static final Path FOLDER = install(folder().resolveSibling("clients"));
    }

    /** As above. */
    private static final class S3Installation {
        static final Path FOLDER = install(folder().resolveSibling("s3"));
    }
}
