package org.feathers4j.cote;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The components that a monitor knows, as text: a line for each component, those of one process together. */
final class MonitorTable {
    private static final int WIDEST = 40;
    private static final List<String> HEAD = List.of(
            "Name",
            "Kind",
            "Key",
            "Address",
            "Port",
            "Process",
            "Host",
            "Hello",
            "In",
            "Out",
            "Pending",
            "Connected to");

    private final List<MonitoredNode> nodes;

    MonitorTable(List<MonitoredNode> nodes) {
        this.nodes = nodes.stream()
                .sorted(Comparator.comparing(MonitoredNode::hostName)
                        .thenComparing(MonitoredNode::processId)
                        .thenComparing(MonitoredNode::name))
                .toList();
    }

    @Override
    public String toString() {
        Map<String, String> names = new HashMap<>();
        for (MonitoredNode each : nodes) names.put(each.id(), each.name());
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        for (MonitoredNode each : nodes) rows.add(row(each, names));
        return layout(rows);
    }

    private static List<String> row(MonitoredNode node, Map<String, String> names) {
        String links = node.connectedTo().stream()
                .map(id -> names.getOrDefault(id, "?"))
                .collect(Collectors.groupingBy(name -> name, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(each -> each.getValue() == 1 ? each.getKey() : each.getKey() + " x" + each.getValue())
                .collect(Collectors.joining(", "));
        return List.of(
                node.name(),
                node.axonType().isEmpty() ? "monitor" : node.axonType(),
                node.namespace().isEmpty() ? node.key() : node.key() + "/" + node.namespace(),
                node.address(),
                node.port() == 0 ? "" : String.valueOf(node.port()),
                node.processCommand(),
                node.hostName(),
                "%d s".formatted(node.silence().toSeconds()),
                node.traffic().map(traffic -> String.valueOf(traffic.in())).orElse(""),
                node.traffic().map(traffic -> String.valueOf(traffic.out())).orElse(""),
                node.traffic().map(traffic -> String.valueOf(traffic.pending())).orElse(""),
                links);
    }

    private static String layout(List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], Math.min(WIDEST, row.get(i).length()));
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++)
                line.append(padded(harmless(row.get(i)), widths[i])).append("  ");
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Names come from the network: they must not control the terminal. */
    private static String harmless(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String padded(String text, int width) {
        return text.length() > width ? text.substring(0, width - 1) + "…" : text + " ".repeat(width - text.length());
    }
}
