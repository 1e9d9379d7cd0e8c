package org.feathers4j.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parts of docs/architecture.md that say what {@link Design} says: a table of the modules, a picture of their dependencies, and the circles of types. */
final class ArchitecturePage {
    private ArchitecturePage() {}

    /**
     * The page with these parts as they have to be.
     *
     * @param page has a line {@code <!-- begin NAME -->} and a line {@code <!-- end NAME -->} around each: modules, picture, circles
     */
    static String with(String page, Path project) throws IOException {
        String withModules = replaced(page, "modules", table(project));
        String withPicture = replaced(withModules, "picture", picture());
        return replaced(withPicture, "circles", circles());
    }

    private static String replaced(String page, String name, String part) {
        String begin = "<!-- begin %s -->\n".formatted(name);
        String end = "<!-- end %s -->\n".formatted(name);
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) throw new IllegalArgumentException("docs/architecture.md has no part " + name);
        return page.substring(0, from + begin.length()) + "\n" + part + "\n" + page.substring(to);
    }

    private static String table(Path project) throws IOException {
        var lines = new ArrayList<String>(List.of("| module | what it is for | may import |", "| --- | --- | --- |"));
        for (DesignedModule module : Design.MODULES) {
            var imports = new ArrayList<String>(new TreeSet<>(module.modules()));
            module.libraries().stream().sorted().map(ArchitecturePage::words).forEach(imports::add);
            lines.add("| [`%1$s`](../%1$s) | %2$s | %3$s |"
                    .formatted(
                            module.folder(),
                            Pom.read(project.resolve(module.folder()).resolve("pom.xml"))
                                    .description(),
                            imports.isEmpty() ? "nothing" : String.join(", ", imports)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** The name of a library as people write it: {@code VERTX_REDIS} is Vertx redis. */
    private static String words(Library library) {
        String name = library.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return "*" + name + "*";
    }

    /** Without transitive dependencies, so that the picture can be read. */
    private static String picture() {
        String arrows = Design.MODULES.stream()
                .filter(module -> !module.folder().equals("feathers4j"))
                .flatMap(module -> new TreeSet<>(module.modules())
                        .stream()
                                .filter(other -> !isImplied(module, other))
                                .map(other -> "    %s --> %s".formatted(module.folder(), other)))
                .collect(Collectors.joining("\n"));
        return "```mermaid\nflowchart TD\n" + arrows + "\n```\n";
    }

    private static boolean isImplied(DesignedModule module, String folder) {
        return module.modules().stream()
                .filter(other -> !other.equals(folder))
                .anyMatch(other -> reachable(other).contains(folder));
    }

    private static Set<String> reachable(String folder) {
        var reached = new TreeSet<String>();
        for (DesignedModule module : Design.MODULES) {
            if (!module.folder().equals(folder)) continue;
            reached.addAll(module.modules());
            module.modules().forEach(other -> reached.addAll(reachable(other)));
        }
        return reached;
    }

    private static String circles() {
        var lines = new ArrayList<String>(List.of("| module | types | why |", "| --- | --- | --- |"));
        for (DesignedModule module : Design.MODULES) {
            Design.Circle circle = Design.CIRCLES.get(module.folder());
            if (circle != null)
                lines.add("| `%s` | %d | %s |".formatted(module.folder(), circle.types(), circle.why()));
        }
        return String.join("\n", lines) + "\n";
    }
}
