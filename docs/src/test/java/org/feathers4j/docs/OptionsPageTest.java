package org.feathers4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page with every option is what the sources say. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("../docs/guide/options.md");

    @Test
    void the_page_is_current() throws IOException {
        String made = OptionsPage.of(Path.of(".."));
        if (Boolean.getBoolean("options.write")) Files.writeString(PAGE, made);
        assertThat(Files.readString(PAGE))
                .as("run this test with -Doptions.write=true to bring it up to date")
                .isEqualTo(made);
    }

    @Test
    void every_option_has_a_sentence() throws IOException {
        assertThat(OptionsPage.of(Path.of("..")).lines().filter(line -> line.startsWith("| `")))
                .hasSizeGreaterThan(250)
                .allSatisfy(row -> assertThat(row).doesNotEndWith("| |"));
    }
}
