package org.feathers4j.cote;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to every place where a fitting node says hello, however many nodes are there. Belongs to the loop.
 *
 * <p>When a node is gone its connection goes too, once nothing waits on it: a host that vanished would otherwise stay connected for hours,
 * and whoever comes back is better met afresh.
 */
final class Dialer implements NodeListener {
    private final CoteContext context;
    private final Line.Use use;
    private final Map<Target, Line> lines = new HashMap<>();
    private final Set<Line> retired = new HashSet<>();

    Dialer(CoteContext context, Line.Use use) {
        this.context = context;
        this.use = use;
    }

    @Override
    public void onAdded(Node node) {
        lines.computeIfAbsent(targetOf(node), target -> new Line(context, target, use))
                .add(node);
    }

    @Override
    public void onRemoved(Node node) {
        Line line = lines.get(targetOf(node));
        if (line == null) return;
        line.remove(node);
        if (!line.isUnwanted()) return;
        lines.remove(targetOf(node));
        line.retire();
        retired.removeIf(each -> each.connection() == null);
        if (line.connection() != null) retired.add(line);
    }

    private Target targetOf(Node node) {
        return Target.of(node, context.useHostNames());
    }

    /** Tells monitors whom it is connected to. */
    Vitals vitals(Supplier<Map<String, @Nullable Object>> traffic) {
        return new Vitals() {
            @Override
            public List<String> nodes() {
                return lines.values().stream()
                        .map(Line::peer)
                        .flatMap(Optional::stream)
                        .map(Node::iid)
                        .toList();
            }

            @Override
            public Map<String, @Nullable Object> traffic() {
                return traffic.get();
            }
        };
    }

    /** Who is at the other end of a connection. */
    Optional<Node> peerOf(AmpConnection connection) {
        return lines.values().stream()
                .filter(line -> connection.equals(line.connection()))
                .findFirst()
                .flatMap(Line::peer);
    }

    /** The connections that are open. */
    List<AmpConnection> open() {
        return lines.values().stream()
                .map(Line::connection)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Something was answered, or given up. */
    void closeIdleLines() {
        for (Line each : retired) each.closeIfIdle();
        retired.removeIf(each -> each.connection() == null);
    }

    /** Nobody is wanted any more. */
    void retire() {
        for (Line each : lines.values()) {
            each.retire();
            if (each.connection() != null) retired.add(each);
        }
        lines.clear();
    }

    /** Closes everything, when what waits has been sent. */
    void finish() {
        for (Line each : lines.values()) each.finish();
        for (Line each : retired) each.finish();
    }
}
