package org.feathers4j.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResultsTest {
    private final Results results = new Results();

    private void add(String line, Quantity quantity, double here, double node) {
        results.add(Side.JAVA, line, quantity, here);
        results.add(Side.NODE, line, quantity, node);
    }

    @Test
    void a_rate_is_shown_as_the_median_of_the_ratios_of_the_rounds() {
        add("get", Quantity.RATE, 100, 50);
        add("get", Quantity.RATE, 40, 10);
        add("get", Quantity.RATE, 90, 30);
        assertThat(results.cell("get", Quantity.RATE)).isEqualTo("3.0 (2.0 to 4.0)");
    }

    @Test
    void a_line_that_takes_a_third_more_processor_time_than_before_is_called_slower() {
        add("get", Quantity.CPU, 14, 100);
        add("create", Quantity.CPU, 13, 100);
        add("find", Quantity.CPU, 7, 100);
        add("hear", Quantity.CPU, 1, 100);
        add("start", Quantity.START, 1, 4);
        var out = new ByteArrayOutputStream();
        assertThat(Quick.compare(
                        Map.of("get", 0.1, "create", 0.1, "find", 0.1),
                        results,
                        0.3,
                        new PrintStream(out, true, StandardCharsets.UTF_8)))
                .containsExactly("get");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                        | CPU per operation, of Node's | before | now | |
                        | --- | ---: | ---: | --- |
                        | get | 0.100 | 0.140 | slower |
                        | create | 0.100 | 0.130 |  |
                        | find | 0.100 | 0.070 | faster |
                        | hear |  | 0.010 | new |
                        """);
    }

    @Test
    void memory_is_shown_as_it_is() {
        add("get", Quantity.MEMORY, 95e6, 120e6);
        assertThat(results.cell("get", Quantity.MEMORY)).isEqualTo("95, 120");
    }

    @Test
    void what_nobody_has_measured_is_left_out_of_the_table() {
        add("get", Quantity.RATE, 100, 50);
        add("get", Quantity.P99, Double.NaN, Double.NaN);
        add("start", Quantity.START, 1, 4);
        var out = new ByteArrayOutputStream();
        Table.print("Calls", results, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""

                        ### Calls

                        |  | rate, times Node's | time, of Node's |
                        | --- | ---: | ---: |
                        | get | 2.0 |  |
                        | start |  | 0.25 |
                        """);
    }

    @Test
    void what_has_failed_or_not_begun_is_no_result() {
        assertThatThrownBy(() -> new Tally(10, 1, 1, 1).checked("get")).hasMessage("get: 1 of 10 failed");
        assertThatThrownBy(() -> new Tally(0, 1, 1, 0).checked("get")).hasMessage("get: 0 of 0 failed");
    }

    @Test
    void an_option_that_does_not_exist_is_refused() {
        assertThat(LoadOptions.read(Path.of("node"), List.of("--rounds=7")).rounds())
                .isEqualTo(7);
        assertThatThrownBy(() -> LoadOptions.read(Path.of("node"), List.of("--round=7")))
                .hasMessageContaining("'--round'")
                .hasMessageContaining("rounds");
    }
}
