package org.feathers4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts applications here and in Node under the same load, one side after the other, and prints tables of ratios. Started by {@code benchmarks/run}.
 *
 * <p>Arguments: the folder {@code node}; then names of groups, none for all; and options such as {@code --rounds=1}.
 */
public final class Loads {
    static final List<Group> ALL = List.of(
            new HttpGroup(),
            new SocketGroup(),
            new BareGroup(),
            new ClientsGroup(),
            new MeshGroup(),
            new IdleGroup(),
            new CrowdGroup(),
            new WarmGroup());

    private Loads() {}

    /** The tables on standard output, single values on standard error as they come. */
    public static void main(String... arguments) throws IOException {
        List<String> others = List.of(arguments).subList(1, arguments.length);
        List<String> names =
                others.stream().filter(name -> !name.startsWith("--")).toList();
        List<String> given =
                others.stream().filter(option -> option.startsWith("--")).toList();
        var options = LoadOptions.read(Path.of(arguments[0]), given);
        System.out.println(conditions(options));
        for (Group group : ALL)
            if (names.isEmpty() || names.contains(group.name())) print(group, options, new Results(), System.out);
    }

    /** All rounds of a group, and then its table. */
    static void print(Group group, LoadOptions options, Results results, PrintStream out) throws IOException {
        for (int round = 0; round < options.rounds(); round++)
            for (Side side : Side.values()) group.measure(side, options, results);
        Table.print(group.title(), results, out);
    }

    private static String conditions(LoadOptions options) throws IOException {
        return "JDK %s (%s), Node %s, Linux with %d cores; median of %d rounds (least to greatest), %d s each after %d s."
                .formatted(
                        Runtime.version(),
                        String.join(" ", options.jvm()),
                        nodeVersion(),
                        Runtime.getRuntime().availableProcessors(),
                        options.rounds(),
                        options.length().toSeconds(),
                        options.warmUp().toSeconds());
    }

    private static String nodeVersion() throws IOException {
        Process node = new ProcessBuilder("node", "--version").start();
        return new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
