package org.feathers4j.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Every operation runs, on both sides. How fast is another matter: {@code benchmarks/run} measures. */
class ComparisonTest {
    private static final Path NODE = Path.of("node");
    private static final JavaSide GLANCE = new JavaSide(0, 1, TimeValue.milliseconds(20));

    @TestFactory
    Stream<DynamicTest> every_benchmark_runs() {
        return Comparison.ALL.stream()
                .map(comparison -> dynamicTest(
                        comparison.title(),
                        () -> assertThat(GLANCE.run(comparison).perSecond()).isPositive()));
    }

    @TestFactory
    @EnabledIf("hasNode")
    Stream<DynamicTest> every_operation_runs_in_node() {
        var glance = new NodeSide(NODE, 1, 5);
        return Comparison.ALL.stream()
                .map(comparison -> dynamicTest(
                        comparison.title(),
                        () -> assertThat(glance.run(comparison)).isPositive()));
    }

    static boolean hasNode() {
        return Files.exists(NODE.resolve("node_modules"));
    }

    @Test
    void no_benchmark_is_left_out() {
        var silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        assertThat(BenchmarkList.defaultList().getAll(silent, List.of()))
                .extracting(entry -> entry.getUsername().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1"))
                .filteredOn(name -> !name.startsWith("ObservedCallBenchmark.")) // Node has nothing to set beside it
                .hasSameElementsAs(
                        Comparison.ALL.stream().map(Comparison::benchmark).toList());
    }
}
