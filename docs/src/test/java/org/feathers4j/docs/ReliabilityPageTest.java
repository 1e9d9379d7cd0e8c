package org.feathers4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about faults is what its runs say, and these lost nothing. */
class ReliabilityPageTest {
    private static final Path PAGE = Path.of("../docs/reliability.md");

    @Test
    void the_page_is_current() throws IOException {
        String made = ReliabilityPage.of(Path.of("../docs/reliability"));
        if (Boolean.getBoolean("reliability.write")) Files.writeString(PAGE, made);
        assertThat(Files.readString(PAGE))
                .as("run this test with -Dreliability.write=true to bring it up to date")
                .isEqualTo(made);
    }

    @Test
    void nothing_that_was_acknowledged_here_is_lost() throws IOException {
        assertThat(ReliabilityPage.lossesHere(Path.of("../docs/reliability")))
                .isNotEmpty()
                .allMatch(lost -> lost.equals(0));
    }
}
