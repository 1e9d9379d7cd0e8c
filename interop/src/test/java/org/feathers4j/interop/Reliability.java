package org.feathers4j.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Breaks what real applications run on, here and in Node, and writes what came of it, a file of JSON for each scenario and side. {@code build/reliability} starts it;
 * {@code docs/reliability.md} is made of the files.
 */
final class Reliability {

    private Reliability() {}

    /** The folder to write to, then names of scenarios, all of them without one; {@code --quick} for two rounds of each, {@code --times=50} for so many, {@code --java} or {@code --node} for one side. */
    public static void main(String[] args) throws IOException {
        var words = new ArrayList<>(Arrays.asList(args));
        var folder = Files.createDirectories(Path.of(words.removeFirst()));
        boolean quick = words.remove("--quick");
        var left = words.remove("--java") ? ListsCluster.NODE : words.remove("--node") ? ListsCluster.JAVA : null;
        int times = 0;
        for (var word : List.copyOf(words)) {
            if (word.startsWith("--times=") && words.remove(word))
                times = Integer.parseInt(word.substring("--times=".length()));
        }
        if (quick) times = 2;
        var scenarios = words.isEmpty()
                ? List.of(Scenario.values())
                : words.stream()
                        .map(word -> Scenario.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toList();
        for (var scenario : scenarios) {
            for (var side : scenario.sides()) {
                if (side != left) measure(scenario, side, times > 0 ? times : scenario.times(), folder);
            }
        }
        System.exit(0);
    }

    @SuppressWarnings("EnumOrdinal") // the page has the sections in the order of the constants
    private static void measure(Scenario scenario, ListsCluster side, int times, Path folder) throws IOException {
        long begun = System.nanoTime();
        var measures = scenario.run(side, times);
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("order", scenario.ordinal());
        result.put("title", scenario.title());
        result.put("done", scenario.done());
        result.put("side", side.name());
        result.put("times", times);
        result.put("measures", measures);
        result.put("took", seconds(Duration.ofNanos(System.nanoTime() - begun)));
        result.put("java", String.valueOf(Runtime.version().feature()));
        result.put("node", nodeVersion());
        result.put("processors", Runtime.getRuntime().availableProcessors());
        var text = Json.text(result);
        System.out.println(text);
        var name = "%s-%s.json".formatted(scenario, side).toLowerCase(Locale.ROOT);
        Files.writeString(folder.resolve(name), lines(result) + "\n");
    }

    /** A line for each member: the files are read in reviews. */
    private static String lines(Map<String, ? extends @Nullable Object> result) {
        var lines = new ArrayList<String>();
        result.forEach((name, value) -> lines.add("  %s: %s".formatted(Json.text(name), Json.text(value))));
        return "{\n" + String.join(",\n", lines) + "\n}";
    }

    /** For instance {@code 1.25 s}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }

    private static String nodeVersion() throws IOException {
        var node = new ProcessBuilder("node", "--version").start();
        return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replaceAll("^v|\\..*|\\s", "");
    }
}
