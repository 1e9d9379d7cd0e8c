package org.feathers4j.docs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java code of a page of documentation: its {@code ```java} blocks, and the checks of the page, which stand elsewhere. All of it is the body of
 * one method, in the order of the page, but imports: a page imports what it uses, so that a reader knows what to import.
 *
 * <p>The checks of a page are sections of a file in {@code src/test/guide}. A section begins with a line such as {@code //// after var app = Application.create();} or
 * {@code //// before ...}: behind which block it comes, or ahead of which, named by the block's first line but imports.
 */
record Snippets(String page, String imports, String code) {
    private static final Path CHECKS = Path.of("src/test/guide");
    private static final Path TARGET = Path.of("target/guide");
    private static final String SECTION = "//// ";

    private static final String BEFORE = """
            import org.feathers4j.testrules.Eventually;
            import org.feathers4j.testrules.Patience;
            import static org.assertj.core.api.Assertions.*;
            class Page { public static Object run() throws Exception {""";

    /**
     * The code of a page, with 0 for the port 3030: that one may be taken where the tests run.
     *
     * @param checks the name of the file with the checks of the page; there need not be one
     */
    static Snippets of(Path page, String checks) throws IOException {
        Path file = CHECKS.resolve(checks);
        Map<String, String> sections = Files.exists(file) ? sections(Files.readString(file)) : Map.of();
        var unused = new HashSet<>(sections.keySet());
        var code = new StringBuilder();
        for (String block : blocks(Files.readAllLines(page))) {
            String name = name(block);
            for (String part : List.of("before " + name, "", "after " + name)) {
                code.append(part.isEmpty() ? block : sections.getOrDefault(part, ""));
                unused.remove(part);
            }
        }
        assertThat(unused)
                .as("sections of %s that no block of %s belongs to", checks, page)
                .isEmpty();
        List<String> lines = code.toString().replace("3030", "0").lines().toList();
        return new Snippets(
                checks.replace(".jsh", ".java"),
                lines.stream().filter(Snippets::isImport).collect(Collectors.joining("\n")),
                lines.stream().filter(line -> !isImport(line)).collect(Collectors.joining("\n")));
    }

    private static Map<String, String> sections(String checks) {
        var sections = new HashMap<String, String>();
        for (String section : checks.substring(SECTION.length()).split("\n" + SECTION, -1)) {
            int end = section.indexOf('\n');
            String name = section.substring(0, end);
            assertThat(sections.put(name, section.substring(end))).as(name).isNull();
        }
        return sections;
    }

    private static List<String> blocks(List<String> lines) {
        var blocks = new ArrayList<String>();
        StringBuilder block = null;
        for (String line : lines) {
            if (block == null) {
                if (line.equals("```java")) block = new StringBuilder();
            } else if (line.equals("```")) {
                blocks.add(block.toString());
                block = null;
            } else block.append(line).append('\n');
        }
        return blocks;
    }

    private static String name(String block) {
        return block.lines()
                .filter(line -> !line.isBlank() && !isImport(line))
                .findFirst()
                .map(String::strip)
                .orElse("");
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    boolean isEmpty() {
        return code.isBlank();
    }

    /**
     * Compiles the page and runs it on this thread.
     *
     * @param classes an empty folder
     * @param result an expression over the variables of the page
     */
    @Nullable
    Object run(Path classes, String result) throws Exception {
        compile(classes, "%s\n%s\n%s\nreturn %s; } }".formatted(imports, BEFORE, code, result));
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Snippets.class.getClassLoader())) {
            Method run = loader.loadClass("Page").getMethod("run");
            run.setAccessible(true);
            return run.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error failure) throw failure;
            if (e.getCause() instanceof Exception failure) throw failure;
            throw e;
        }
    }

    private void compile(Path classes, String source) throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var problems = new DiagnosticCollector<JavaFileObject>();
        // a file, so that what compilers and stack traces speak of can be opened
        Path file = Files.writeString(Files.createDirectories(TARGET).resolve(page), source);
        List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        Boolean compiled = compiler.getTask(
                        null,
                        null,
                        problems,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                .call();
        assertThat(compiled).as(() -> problems.getDiagnostics().toString()).isTrue();
    }
}
