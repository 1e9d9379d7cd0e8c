package org.feathers4j.archetype;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds a project against the modules as they were built before this one, as it would against a release, and downloads nothing. */
final class Reactor {
    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final Path MODULES = Path.of("..");

    private Reactor() {}

    /**
     * Runs {@code mvn package}.
     *
     * @param repository an empty folder for the local repository: the libraries of the usual one, and our modules
     */
    static void build(Path project, Path repository) throws IOException {
        linkAllBut("org", localRepository(), repository);
        linkAllBut("feathers4j", localRepository().resolve("org"), repository.resolve("org"));
        Path modules = repository.resolve("org/feathers4j");
        install("feathers4j-parent", modules, MODULES.resolve("pom.xml"), "pom");
        for (Path jar : jars()) {
            String name = String.valueOf(jar.getFileName()).replace("-" + VERSION + ".jar", "");
            install(name, modules, jar, "jar");
            install(name, modules, jar.resolveSibling("../pom.xml").normalize(), "pom");
        }
        Commands.run(
                project,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of(
                        "mvn",
                        "-o",
                        "-q",
                        "-B",
                        "-ntp",
                        "-Dmaven.repo.local=" + repository.toAbsolutePath(),
                        "package"));
    }

    /** Of the class path, what comes from this build. */
    private static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> String.valueOf(entry.getFileName()).matches("feathers4j.*-" + VERSION + "\\.jar"))
                .toList();
    }

    private static Path localRepository() {
        String surefires = System.getProperty("localRepository");
        return surefires != null ? Path.of(surefires) : Path.of(System.getProperty("user.home"), ".m2/repository");
    }

    private static void linkAllBut(String name, Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(each -> !each.endsWith(name)).toList())
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
        }
    }

    private static void install(String artifact, Path modules, Path file, String type) throws IOException {
        Path folder = Files.createDirectories(modules.resolve(artifact).resolve(VERSION));
        Files.copy(file, folder.resolve("%s-%s.%s".formatted(artifact, VERSION, type)));
    }
}
