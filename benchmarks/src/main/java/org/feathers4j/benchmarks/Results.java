package org.feathers4j.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that was measured: for each line and quantity a value of each side in each round. Used by one thread. */
final class Results {
    /** The values of the rounds, by side. */
    private record Values(List<Double> here, List<Double> node) {
        Values() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Double> of(Side side) {
            return side == Side.JAVA ? here : node;
        }
    }

    private final Map<String, Map<Quantity, Values>> lines = new LinkedHashMap<>();

    /** A value of the round that is under way. */
    void add(Side side, String line, Quantity quantity, double value) {
        lines.computeIfAbsent(line, title -> new EnumMap<>(Quantity.class))
                .computeIfAbsent(quantity, name -> new Values())
                .of(side)
                .add(value);
        if (!Double.isNaN(value)) System.err.printf("%-4s %s, %s: %.6g%n", side, line, quantity, value);
    }

    /** What there is a line for. */
    List<String> lines() {
        return List.copyOf(lines.keySet());
    }

    /** The quantities that at least one of the lines has. */
    List<Quantity> quantities() {
        return Stream.of(Quantity.values())
                .filter(quantity ->
                        lines().stream().anyMatch(line -> !cell(line, quantity).isEmpty()))
                .toList();
    }

    /** A quantity of a line, for a reader; empty when it has none. */
    String cell(String line, Quantity quantity) {
        Values values = lines.getOrDefault(line, Map.of()).get(quantity);
        if (values == null
                || values.here().isEmpty()
                || values.here().getFirst().isNaN()) return "";
        return quantity.isRatio() ? ratio(quantity, values) : both(quantity, values);
    }

    private static String both(Quantity quantity, Values values) {
        String here = quantity.text(median(values.here()));
        return values.node().isEmpty() ? here : here + ", " + quantity.text(median(values.node()));
    }

    /** The median of the rounds' ratios; empty where there are none. */
    OptionalDouble ratio(String line, Quantity quantity) {
        Values values = lines.getOrDefault(line, Map.of()).get(quantity);
        if (values == null) return OptionalDouble.empty();
        List<Double> ratios = ratios(values);
        return ratios.isEmpty() || ratios.getFirst().isNaN()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(ratios));
    }

    private static List<Double> ratios(Values values) {
        int rounds = Math.min(values.here().size(), values.node().size());
        return IntStream.range(0, rounds)
                .mapToObj(i -> values.here().get(i) / values.node().get(i))
                .sorted()
                .toList();
    }

    /** The median of the rounds' ratios, and the least and the greatest. */
    private static String ratio(Quantity quantity, Values values) {
        List<Double> ratios = ratios(values);
        if (ratios.isEmpty()) return "";
        String median = quantity.text(median(ratios));
        if (ratios.size() == 1) return median;
        return "%s (%s to %s)".formatted(median, quantity.text(ratios.getFirst()), quantity.text(ratios.getLast()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
