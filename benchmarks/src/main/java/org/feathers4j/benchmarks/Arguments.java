package org.feathers4j.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Arguments such as {@code --rounds=1}, and defaults for those that were not given. */
final class Arguments {
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    Arguments(List<String> arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            given.put(parts[0].replaceFirst("^--", ""), parts.length == 2 ? parts[1] : "");
        }
    }

    /** Whether it was given, with or without a value. */
    boolean has(String name) {
        known.add(name);
        return given.containsKey(name);
    }

    String text(String name, String otherwise) {
        known.add(name);
        String value = given.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    int number(String name, String otherwise) {
        return Integer.parseInt(text(name, otherwise));
    }

    Duration seconds(String name, String otherwise) {
        return Duration.ofMillis((long) (Double.parseDouble(text(name, otherwise)) * 1000));
    }

    List<Integer> numbers(String name, String otherwise) {
        return Stream.of(text(name, otherwise).split(",")).map(Integer::valueOf).toList();
    }

    List<String> words(String name, String otherwise) {
        return List.of(text(name, otherwise).split(" "));
    }

    /** @throws IllegalArgumentException when one is unknown */
    void refuseOthers() {
        for (String name : given.keySet())
            if (!known.contains(name))
                throw new IllegalArgumentException("There is no option '--%s', but %s".formatted(name, known));
    }
}
