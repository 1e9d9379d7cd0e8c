package org.feathers4j.cote;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
        return Target.of(node, context.options().useHostNames());
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
