package org.feathers4j.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        missing().ifPresent(NodeModules::refuse);
    }

    private static void refuse(String sentence) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(sentence);
        }
        Assumptions.abort(sentence);
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

    /**
     * Lets a test go on where the addon of {@code better-sqlite3} is, or can be made: npm downloads it, or builds it where Node's headers are. Elsewhere the test is skipped,
     * or fails in CI.
     */
    static void requireSqlite() {
        if (SqliteAddon.MISSING != null) refuse(SqliteAddon.MISSING);
    }

    /** The folder {@code interop/clients} with the official clients, installed in the same way. */
    static Path clients() {
        return ClientsInstallation.FOLDER;
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
        // Another module's build or another checkout's test may install at the same time: one does, the others wait.
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
        runNpm(folder, Map.of(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    private static void runNpm(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        var log = Files.createTempFile("npm", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var npm = builder.start();
            if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                npm.descendants().forEach(ProcessHandle::destroyForcibly);
                npm.destroyForcibly();
                throw new AssertionError("%s takes longer than %d minutes: %s"
                        .formatted(command, INSTALL_MINUTES, Files.readString(log)));
            }
            if (npm.exitValue() != 0) {
                throw new AssertionError("%s failed: %s".formatted(command, Files.readString(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + command, e);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static @Nullable String makeAddon(Path folder) {
        var addon = folder.resolve("node_modules/better-sqlite3/build/Release/better_sqlite3.node");
        if (Files.exists(addon)) return null;
        try {
            runNpm(folder, sources(), "rebuild", "better-sqlite3");
        } catch (IOException | AssertionError e) {
            return "The tests against Knex over SQLite need the addon of better-sqlite3. " + e.getMessage();
        }
        return Files.exists(addon) ? null : "npm rebuild better-sqlite3 made no " + addon;
    }

    /** With Node's headers at hand the addon is built without any download. */
    private static Map<String, String> sources() throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            var node = Path.of(folder, "node");
            if (!Files.isExecutable(node)) continue;
            var prefix = node.toRealPath().getParent().getParent();
            return Files.exists(prefix.resolve("include/node/node_version.h"))
                    ? Map.of("npm_config_build_from_source", "true", "npm_config_nodedir", prefix.toString())
                    : Map.of();
        }
        return Map.of();
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
    private static final class SqliteAddon {
        static final @Nullable String MISSING = makeAddon(installed());
    }

    /** As above. */
    private static final class ClientsInstallation {
        static final Path FOLDER = install(folder().resolveSibling("clients"));
    }
}
