package org.feathers4j.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.examples.demo.Browser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's code compiles as it stands, runs, and does what the README says. */
class ReadmeTest {
    @TempDir
    Path classes = Path.of("");

    @Test
    void the_first_application_serves_and_the_second_uses_it() throws Exception {
        Object[] apps = (Object[]) Objects.requireNonNull(
                Snippets.of(Path.of("../README.md"), "README.jsh").run(classes, "new Object[] {app, other}"));
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

    @Test
    void the_readme_of_cote_does_what_it_says_without_Feathers() throws Exception {
        Snippets.of(Path.of("../cote/README.md"), "cote-README.jsh").run(classes, "null");
    }

    @Test
    void the_readme_of_the_Socket_IO_server_does_what_it_says_without_Feathers() throws Exception {
        Snippets.of(Path.of("../socketio-server/README.md"), "socketio-server-README.jsh")
                .run(classes, "null");
    }

    private static Map<String, @Nullable Object> todo(int id, String text) {
        return Map.of("id", id, "text", text, "done", false);
    }
}
