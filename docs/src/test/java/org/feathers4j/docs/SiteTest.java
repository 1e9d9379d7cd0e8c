package org.feathers4j.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.testrules.Programs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The documentation as a site: {@code docs/site/build} makes it, and refuses what leads nowhere. Where its packages are not installed the tests are skipped, but in CI. */
@Timeout(300)
class SiteTest {
    private static final Path SITE = Path.of("site");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void needs_Node_and_the_packages_of_the_site() {
        assumeTrue(Programs.isInstalled("nodejs", "node", "--version"), "Node is not installed");
        boolean installed = Files.exists(SITE.resolve("node_modules/.package-lock.json"));
        assumeTrue(installed || "true".equals(System.getenv("CI")), "the packages of docs/site are not installed");
    }

    @Test
    void every_page_is_built_stands_in_the_navigation_and_has_no_dead_link() throws Exception {
        Files.deleteIfExists(SITE.resolve("dist/index.html"));
        Outcome outcome = run(SITE, "./build");
        assertThat(outcome.status()).as(outcome.output()).isZero();
        try (Stream<Path> pages = Files.list(Path.of("guide"))) {
            assertThat(pages)
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(SITE.resolve("dist/guide")
                                    .resolve(String.valueOf(page.getFileName()).replace(".md", ".html")))
                            .exists());
        }
        assertThat(SITE.resolve("dist/index.html")).content().contains("guide/from-node.html");
        assertThat(SITE.resolve("dist/mermaid.js")).exists();
        try (Stream<Path> chunks = Files.list(SITE.resolve("dist/assets/chunks"))) {
            assertThat(chunks.map(Path::toString))
                    .as("the index of the search")
                    .anyMatch(name -> name.contains("localSearchIndex"));
        }
    }

    @Test
    void what_leads_nowhere_or_is_loaded_from_elsewhere_is_found() throws Exception {
        for (Map.Entry<String, String> page : List.of(
                entry(
                        "index.html",
                        "<a href=\"other.html#here\">fine</a> <a href=\"gone.html\">1</a> <a href=\"./other.html#nowhere\">2</a>"),
                entry(
                        "other.html",
                        "<h2 id=\"here\"></h2> <a href=\"https://example.com\">fine</a> <script src=\"https://example.com/x.js\"></script>"),
                entry("look.css", "@font-face { src: url(https://example.com/font.woff2) }")))
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        Outcome outcome = run(SITE, "node", "--input-type=module", "--eval", """
                import { check } from './check.mjs';
                const groups = [{ items: [{ link: '/' }] }];
                console.log(check(process.argv[1], ['index.md', 'other.md'], groups).join('\\n'));
                """, folder.toString());
        assertThat(outcome.output().lines())
                .containsExactlyInAnyOrder(
                        "other.md is not in the navigation: name it in docs/README.md",
                        "index.html: gone.html leads nowhere",
                        "index.html: ./other.html#nowhere has no such heading",
                        "other.html loads https://example.com/x.js from elsewhere",
                        "look.css loads something from elsewhere");
    }

    private record Outcome(int status, String output) {}

    private Outcome run(Path where, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int status = process.waitFor();
            return new Outcome(status, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
