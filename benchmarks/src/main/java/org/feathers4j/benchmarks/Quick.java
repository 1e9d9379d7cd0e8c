package org.feathers4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.feathers4j.json.Json;

/**
 * Tells in less than three minutes whether a change made something slower: measures a choice of lines once and compares their ratios to Node with those that were kept. Ratios, because the machine is
 * another one each time; only processor time per operation decides, because rates waver with all that runs beside. Started by {@code benchmarks/run quick}.
 *
 * <p>After so short a time much is still being compiled: two runs of the same code differed by up to 70 %. So only what takes nearly twice as much is called slower; the long forms tell the rest.
 */
public final class Quick {
    private static final List<Group> GROUPS = List.of(new HttpGroup(), new SocketGroup(), new MeshGroup());
    private static final List<String> LENGTHS = List.of(
            "--rounds=1", "--warmup=2.5", "--seconds=2", "--listeners=200", "--in-flight=64", "--subscribers=1");

    private Quick() {}

    /**
     * Prints a table and ends with 1 when a line is slower.
     *
     * @param arguments the folder {@code node}, the file with the ratios that were kept, and {@code --keep}, which replaces them by the new ones, or {@code --tolerance=0.8}: how much more processor time is
     *     called slower
     */
    public static void main(String... arguments) throws IOException {
        var given = new Arguments(List.of(arguments).subList(2, arguments.length));
        boolean keep = given.has("keep");
        double tolerance = Double.parseDouble(given.text("tolerance", "0.8"));
        given.refuseOthers();
        var options = LoadOptions.read(Path.of(arguments[0]), LENGTHS);
        var results = new Results();
        for (Group group : GROUPS) for (Side side : Side.values()) group.measure(side, options, results);
        Path kept = Path.of(arguments[1]);
        if (keep) Files.writeString(kept, text(results));
        else if (!compare(read(kept), results, tolerance, System.out).isEmpty()) System.exit(1);
    }

    /** Prints what was and what is; the lines that have become slower. */
    static List<String> compare(Map<String, Double> before, Results results, double tolerance, PrintStream out) {
        var slower = new ArrayList<String>();
        out.println("| CPU per operation, of Node's | before | now | |\n| --- | ---: | ---: | --- |");
        for (String line : results.lines()) {
            OptionalDouble now = results.ratio(line, Quantity.CPU);
            Double was = before.get(line);
            if (now.isEmpty()) continue;
            String verdict = "";
            if (was == null) verdict = "new";
            else if (now.getAsDouble() > was * (1 + tolerance)) verdict = "slower";
            else if (now.getAsDouble() < was / (1 + tolerance)) verdict = "faster";
            if (verdict.equals("slower")) slower.add(line);
            out.printf(
                    "| %s | %s | %s | %s |%n",
                    line, was == null ? "" : number(was), number(now.getAsDouble()), verdict);
        }
        return slower;
    }

    /** JSON with a line for each line, so that a change is read at a glance. */
    private static String text(Results results) {
        return results.lines().stream()
                .filter(line -> results.ratio(line, Quantity.CPU).isPresent())
                .map(line -> "  %s: %s"
                        .formatted(
                                Json.text(line),
                                number(results.ratio(line, Quantity.CPU).orElseThrow())))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String number(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    private static Map<String, Double> read(Path kept) throws IOException {
        var ratios = new TreeMap<String, Double>();
        if (Files.exists(kept) && Json.parse(Files.readAllBytes(kept)) instanceof Map<?, ?> members)
            members.forEach((line, ratio) -> {
                if (ratio instanceof Number number) ratios.put(line.toString(), number.doubleValue());
            });
        return ratios;
    }
}
