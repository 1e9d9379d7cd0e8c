package org.feathers4j.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** The page about faults, of the files that {@code build/reliability} has written: a section for each scenario, a column for each side. */
final class ReliabilityPage {

    private static final String LOST = "acknowledged writes that are gone or ran twice, reads that no order explains";

    private static final String HEAD = """
            # Reliability

            What real applications did while what they run on was broken, by `build/reliability`, beside Node with feathers-distributed 3.0.0 where it has the same. `build/reliability kill` runs one section again,
            `--quick` only twice, and `times` tells how often it was here. This page is made of the files in `docs/reliability` by a test, which fails when it is not current (`-Dreliability.write=true` writes it).

            Where replicas are broken, twelve clients write to and read from lists through a gateway all the time. Every call is noted as begun, answered, refused or in doubt. A replica has a value on the disk before
            it answers, and answers 100 ms later, so that a fault often finds a write that was executed and is not acknowledged. In the end all that the clients saw is compared with what is on the disk: every
            acknowledged write is there, none ran twice, every read fits one order of all operations, and events came once and in the order of each replica. Peers say hello every 200 ms and are forgotten after 3 s
            without one; all else is as it is by default.

            A write in doubt is not repeated: the gateway cannot know whether it was executed, and says so. An event is not acknowledged: what a replica had not sent when it was killed, cut off, or left out because it stood still, is lost.

            Random kills, pauses, restarts and, where network namespaces can be made, cuts befall two replicas in Java and one in Node in a test of every build, for some seconds and with the same comparison in the end
            (`FaultRunTest`; longer with `-Dledger.seconds=600`, the same again with `-Dledger.seed=...`); with `-Dledger.history=FILE` it writes a history for [`elle-cli`](https://github.com/ligurio/elle-cli)
            (`--model list-append`). Most other sections have a short form that is a test, too (`ScenarioTest`).
            """;

    private ReliabilityPage() {}

    /** @param folder with the results */
    static String of(Path folder) throws IOException {
        var page = new StringBuilder(HEAD);
        for (var runs : byScenario(folder).values()) page.append(section(runs));
        return page.toString();
    }

    /** How much was lost in each run of this side that counts it. */
    static List<?> lossesHere(Path folder) throws IOException {
        return byScenario(folder).values().stream()
                .flatMap(List::stream)
                .filter(run -> !text(run, "side").equals("NODE"))
                .map(run -> measures(run).get(LOST))
                .filter(Objects::nonNull)
                .toList();
    }

    private static SortedMap<Integer, List<Map<?, ?>>> byScenario(Path folder) throws IOException {
        var scenarios = new TreeMap<Integer, List<Map<?, ?>>>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                if (!(Json.parse(Files.readString(file)) instanceof Map<?, ?> run)
                        || !(run.get("order") instanceof Integer order))
                    throw new IllegalStateException(file + " is not a result");
                scenarios.computeIfAbsent(order, key -> new ArrayList<>()).add(run);
            }
        }
        scenarios.values().forEach(runs -> runs.sort(Comparator.comparing(run -> text(run, "side"))));
        return scenarios;
    }

    private static String section(List<Map<?, ?>> runs) {
        var first = runs.getFirst();
        var section = new StringBuilder("\n## %s\n\n%s\n\n".formatted(text(first, "title"), text(first, "done")));
        section.append(row("", runs.stream().map(ReliabilityPage::column).toList()));
        section.append(row("---", runs.stream().map(run -> "---:").toList()));
        section.append(
                row("times", runs.stream().map(run -> number(run.get("times"))).toList()));
        var names = new LinkedHashSet<Object>();
        runs.forEach(run -> names.addAll(measures(run).keySet()));
        for (var name : names) {
            section.append(row(
                    name.toString(),
                    runs.stream().map(run -> number(measures(run).get(name))).toList()));
        }
        section.append(row(
                "all of it took", runs.stream().map(run -> text(run, "took")).toList()));
        return section.append("\nOn %s processors.\n".formatted(first.get("processors")))
                .toString();
    }

    private static String column(Map<?, ?> run) {
        return text(run, "side").equals("NODE") ? "Node " + text(run, "node") : "here, JDK " + text(run, "java");
    }

    private static Map<?, ?> measures(Map<?, ?> run) {
        return run.get("measures") instanceof Map<?, ?> measures ? measures : Map.of();
    }

    private static String row(String name, List<String> cells) {
        return "| %s | %s |\n".formatted(name, String.join(" | ", cells));
    }

    private static String text(Map<?, ?> run, String name) {
        return String.valueOf(run.get(name));
    }

    private static String number(@Nullable Object value) {
        return value instanceof Number number
                ? "%,d".formatted(number.longValue())
                : value == null ? "" : value.toString();
    }
}
