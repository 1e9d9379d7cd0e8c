package org.feathers4j.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Prints the size of each module as a Markdown table; started by {@code build/figures}. */
final class Figures {
    private static final String HEAD = """
            | module | types | lines | file median | file p90 | file max | largest circle |
            |---|---:|---:|---:|---:|---:|---:|""";

    private Figures() {}

    /**
     * Prints the table.
     *
     * @param arguments the folder of the project
     */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.feathers4j");
        System.out.println(HEAD);
        for (Room room : Design.ROOMS) {
            Path sources = project.resolve(room.folder()).resolve("src/main/java");
            if (Files.exists(sources)) System.out.println(row(room, lines(sources), ours));
        }
    }

    private static String row(Room room, List<Integer> files, JavaClasses ours) {
        return "| %s | %d | %d | %d | %d | %d | %d |"
                .formatted(
                        room.folder(),
                        Circles.types(ours, room.packageName()).size(),
                        files.stream().mapToInt(Integer::intValue).sum(),
                        percentile(50, files),
                        percentile(90, files),
                        files.getLast(),
                        Math.max(1, Circles.largest(ours, room.packageName()).size()));
    }

    /** The value that so many percent of the values do not exceed. */
    private static int percentile(int percent, List<Integer> sorted) {
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }

    /** The lines of each file but {@code package-info}, the shortest first. */
    private static List<Integer> lines(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(Figures::count)
                    .sorted()
                    .toList();
        }
    }

    private static int count(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
