package org.feathers4j.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/** The validators and the compiler of {@code openapi/node}, which {@code npm ci} installs there. */
final class NodeTools {
    private static final Path FOLDER = folder();
    private static final int MINUTES = 5;

    private NodeTools() {}

    private static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        Path beside = here.resolve("node");
        return Files.exists(beside.resolve("check.mjs")) ? beside : here.resolve("openapi/node");
    }

    /** Skips a test where Node or the modules are not installed; in CI it fails then. */
    static void require() {
        boolean isThere = Files.exists(FOLDER.resolve("node_modules/.package-lock.json"));
        if (!isThere && "true".equals(System.getenv("CI"))) throw new AssertionError("Run npm ci in " + FOLDER);
        Assumptions.assumeTrue(isThere, () -> "npm ci was not run in " + FOLDER);
    }

    /** A folder for files that import what is installed. */
    static Path scratch(String name) throws IOException {
        Path folder = FOLDER.resolve("../target/node-" + name).normalize();
        Files.createDirectories(folder);
        Path modules = folder.resolve("node_modules");
        if (!Files.exists(modules)) Files.createSymbolicLink(modules, FOLDER.resolve("node_modules"));
        return folder;
    }

    /** What the validator has to say; empty when the document is valid. */
    static String check(String kind, Path file) {
        return output(List.of("node", "check.mjs", kind, file.toString()));
    }

    /** What the compiler has to say; empty when the program is right. */
    static String compile(Path program) throws IOException {
        Path project = program.resolveSibling("tsconfig.json");
        Files.writeString(
                project,
                Files.readString(FOLDER.resolve("tsconfig.json")).strip().replaceAll("}$", "") + ",\"files\":[\""
                        + program.getFileName() + "\"]}");
        return output(List.of("node", "node_modules/typescript/bin/tsc", "-p", project.toString()));
    }

    private static String output(List<String> command) {
        try {
            Path log = Files.createTempFile("openapi", ".log");
            Process process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("%s takes longer than %d minutes".formatted(command, MINUTES));
            }
            String text = Files.readString(log);
            Files.delete(log);
            return process.exitValue() == 0 ? "" : text + "exit " + process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
