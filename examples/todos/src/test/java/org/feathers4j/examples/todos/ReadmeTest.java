package org.feathers4j.examples.todos;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.feathers4j.Application;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's code compiles as it stands, runs, and does what the README says. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path classes = Path.of("");

    @Test
    void the_first_application_serves_and_the_second_uses_it() throws Exception {
        List<String> blocks = codeOf(Path.of("../../README.md"));
        assertThat(blocks).hasSize(2);
        // any free port: 3030 may be taken where the tests run
        Object[] apps = run(blocks.get(0).replace("3030", "0"), blocks.get(1));
        try (Application first = (Application) Objects.requireNonNull(apps[0]);
                Application second = (Application) Objects.requireNonNull(apps[1]);
                var browser = new Browser(first.port())) {
            assertThat(browser.get("/todos").body()).isEqualTo(List.of(todo(0, "Read")));
            Browser.Answer created = browser.send("POST", "/todos", Map.of("text", "Write", "done", false), Map.of());
            assertThat(created).isEqualTo(new Browser.Answer(201, todo(1, "Write")));
            assertThat(second.service("todos").get(1)).isEqualTo(todo(1, "Write"));
            assertThat(browser.get("/todos/7").status()).isEqualTo(404);
        }
    }

    private static Map<String, @Nullable Object> todo(int id, String text) {
        return Map.of("id", id, "text", text, "done", false);
    }

    private static List<String> codeOf(Path page) throws IOException {
        return JAVA.matcher(Files.readString(page))
                .results()
                .map(ReadmeTest::code)
                .toList();
    }

    private static String code(MatchResult block) {
        return block.group(1);
    }

    /** Compiles the blocks as the body of one method, in the order in which a reader meets them. */
    private Object[] run(String firstBlock, String secondBlock) throws Exception {
        String source = """
                import java.time.Duration;
                import java.util.*;
                import java.util.concurrent.*;
                import org.feathers4j.*;
                import org.feathers4j.distributed.*;
                import org.feathers4j.server.*;
                import org.jspecify.annotations.Nullable;

                public class Readme {
                    public static Object[] run() throws Exception {
                %s
                %s
                        return new Object[] {app, other};
                    }
                }
                """.formatted(firstBlock, secondBlock);
        compile(source);
        try (var loader = new URLClassLoader(
                new java.net.URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Method run = loader.loadClass("Readme").getMethod("run");
            return (Object[]) Objects.requireNonNull(run.invoke(null));
        }
    }

    private void compile(String source) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        var problems = new DiagnosticCollector<JavaFileObject>();
        var unit = new SimpleJavaFileObject(URI.create("string:///Readme.java"), JavaFileObject.Kind.SOURCE) {
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
