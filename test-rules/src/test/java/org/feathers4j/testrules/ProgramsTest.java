package org.feathers4j.testrules;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProgramsTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void a_program_that_runs_is_there() {
        assertThat(Programs.isInstalled("a-jdk", JAVA, "-version")).isTrue();
    }

    @Test
    void in_CI_nothing_is_left_out_for_want_of_a_program() {
        if ("true".equals(System.getenv("CI")))
            assertThatThrownBy(() -> Programs.isInstalled("some-package", "surely-no-program"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A program is missing: install Debian's package some-package");
        else
            assertThat(Programs.isInstalled("some-package", "surely-no-program"))
                    .isFalse();
    }
}
