package org.feathers4j.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures every operation here and in Node, one right after the other, and prints a table of ratios. Started by {@code benchmarks/run}.
 *
 * <p>Arguments: the folder {@code node}, then words; with words only the lines whose title has one of them.
 */
public final class Compare {
    private Compare() {}

    /** The comparison, on standard output as a table in Markdown. */
    public static void main(String... arguments) throws Exception {
        NodeSide node = NodeSide.measured(Path.of(arguments[0]));
        List<String> words = List.of(arguments).subList(1, arguments.length);
        print("operation", "here, 1/s", "Node, 1/s", "ratio", "bytes/call");
        print("---", "---:", "---:", "---:", "---:");
        for (Comparison comparison : Comparison.ALL) if (isWanted(comparison, words)) compare(comparison, node);
    }

    private static boolean isWanted(Comparison comparison, List<String> words) {
        return words.isEmpty() || words.stream().anyMatch(comparison.title()::contains);
    }

    private static void compare(Comparison comparison, NodeSide node) throws Exception {
        Measurement here = JavaSide.MEASURED.run(comparison);
        double there = node.run(comparison);
        print(
                comparison.title(),
                number(here.perSecond()),
                number(there),
                String.format(Locale.ROOT, "%.1f", here.perSecond() / there),
                number(here.bytes()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static void print(Object... cells) {
        System.out.printf(Locale.ROOT, "| %-28s | %12s | %12s | %8s | %10s |%n", cells);
    }
}
