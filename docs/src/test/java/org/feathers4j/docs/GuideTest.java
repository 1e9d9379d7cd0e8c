package org.feathers4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The code of every page of the guide compiles as it stands and runs; what it does is checked by the page's file in {@code src/test/guide}. */
@Timeout(120)
class GuideTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path GUIDE = PROJECT.resolve("docs/guide");

    /** Made from the sources; has no code of its own. */
    private static final String MADE = "options.md";

    @TempDir
    Path classes = Path.of("");

    @TestFactory
    Stream<DynamicTest> the_code_of_every_page_does_what_the_page_says() throws IOException {
        return pages().stream().filter(page -> !page.equals(MADE)).map(page -> dynamicTest(page, () -> run(page)));
    }

    private void run(String page) throws Exception {
        Snippets snippets = Snippets.of(GUIDE.resolve(page), page.replace(".md", ".jsh"));
        assertThat(snippets.isEmpty()).isFalse();
        snippets.run(Files.createDirectory(classes.resolve(page)), "null");
    }

    @Test
    void the_readme_leads_to_every_page() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        assertThat(pages()).isNotEmpty().allSatisfy(page -> assertThat(readme).contains("(docs/guide/" + page + ")"));
    }

    private static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
