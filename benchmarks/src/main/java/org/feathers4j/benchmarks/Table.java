package org.feathers4j.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as a table in Markdown. */
final class Table {
    private Table() {}

    static void print(String title, Results results, PrintStream out) {
        List<Quantity> quantities = results.quantities();
        out.printf("%n### %s%n%n", title);
        out.println(row(title(quantities)));
        out.println(row(Stream.concat(Stream.of("---"), quantities.stream().map(quantity -> "---:"))));
        for (String line : results.lines())
            out.println(row(
                    Stream.concat(Stream.of(line), quantities.stream().map(quantity -> results.cell(line, quantity)))));
    }

    private static Stream<String> title(List<Quantity> quantities) {
        return Stream.concat(Stream.of(""), quantities.stream().map(Quantity::title));
    }

    private static String row(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }
}
