package org.feathers4j.examples.todos;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java code of a page of documentation: its {@code ```java} blocks, and what a reader need not see, in comments that begin with a line {@code <!-- java}.
 * All of it is the body of one method, in the order in which a reader meets it, but imports: what a page uses it imports, so that a reader knows what to import. Lines keep their numbers, so that compilers and stack traces speak of the page.
 */
record Snippets(String page, String imports, String code) {
    private static final Map<String, String> ENDS = Map.of("```java", "```", "<!-- java", "-->");

    private static final String BEFORE = """
            import org.feathers4j.testrules.Eventually;
            import static org.assertj.core.api.Assertions.*;
            class Page { public static Object run() throws Exception {""".replace("\n", " ");

    /** The code of a page, with 0 for the port 3030: that one may be taken where the tests run. */
    static Snippets of(Path page) throws IOException {
        List<String> code =
                code(Files.readAllLines(page)).replace("3030", "0").lines().toList();
        return new Snippets(
                Objects.requireNonNull(page.getFileName()).toString(),
                code.stream().filter(Snippets::isImport).collect(Collectors.joining(" ")),
                code.stream().map(line -> isImport(line) ? "" : line).collect(Collectors.joining("\n")));
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    private static String code(List<String> lines) {
        var code = new StringBuilder();
        String end = null;
        for (String line : lines) {
            if (end == null) end = ENDS.get(line);
            else if (line.equals(end)) end = null;
            else code.append(line);
            code.append('\n');
        }
        return code.toString();
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
        compile(classes, "%s%s%s return %s; } }".formatted(imports, BEFORE, code, result));
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

    private void compile(Path classes, String source) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var problems = new DiagnosticCollector<JavaFileObject>();
        var unit = new SimpleJavaFileObject(URI.create("string:///" + page), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        Boolean compiled = compiler.getTask(null, null, problems, options, null, List.of(unit))
                .call();
        assertThat(compiled).as(() -> problems.getDiagnostics().toString()).isTrue();
    }
}
