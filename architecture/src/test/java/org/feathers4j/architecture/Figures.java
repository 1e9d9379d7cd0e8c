package org.feathers4j.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.Nullable;

/** Sizes of every module as a Markdown table, printed by {@code build/figures}. Main sources only, package-info left out. */
final class Figures {
    private Figures() {}

    /** The sources of a module: lines of each file, and of the body of each method with both braces. */
    private record Sizes(List<Integer> files, List<Integer> methods) {}

    /**
     * Prints the table.
     *
     * @param args the folder of the project
     */
    @SuppressWarnings("SystemOut") // prints for a person
    public static void main(String[] args) throws IOException {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.feathers4j");
        System.out.println("""
                | module | types | lines | file median / p90 / max | methods | body median / p90 / max | largest circle |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |""");
        for (DesignedModule module : Design.MODULES) {
            Path sources = Path.of(args[0], module.folder(), "src/main/java");
            if (!Files.exists(sources)) continue;
            Sizes sizes = sizes(sources);
            List<Set<String>> circles = Circles.of(classes, module.packageName());
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %d | %s | %d |",
                    module.folder(),
                    sizes.files().size(),
                    sizes.files().stream().mapToInt(Integer::intValue).sum(),
                    spread(sizes.files()),
                    sizes.methods().size(),
                    spread(sizes.methods()),
                    circles.isEmpty() ? 1 : circles.getFirst().size()));
        }
    }

    private static String spread(List<Integer> sizes) {
        if (sizes.isEmpty()) return "-";
        List<Integer> sorted = sizes.stream().sorted().toList();
        return "%d / %d / %d"
                .formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 9 / 10), sorted.getLast());
    }

    private static Sizes sizes(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        }
        var sizes = new Sizes(new ArrayList<>(), new ArrayList<>());
        for (Path file : files) sizes.files().add(Files.readAllLines(file).size());
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) new Bodies(unit, positions, sizes.methods()).scan(unit, null);
        }
        return sizes;
    }

    /** Collects the lines of the bodies of methods and constructors. */
    private static final class Bodies extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Integer> lines;

        Bodies(CompilationUnitTree unit, SourcePositions positions, List<Integer> lines) {
            this.unit = unit;
            this.positions = positions;
            this.lines = lines;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            BlockTree body = method.getBody();
            if (body != null)
                lines.add((int) (line(positions.getEndPosition(unit, body))
                        - line(positions.getStartPosition(unit, body))
                        + 1));
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}
