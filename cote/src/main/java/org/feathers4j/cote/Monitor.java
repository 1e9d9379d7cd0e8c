package org.feathers4j.cote;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * Sees all components on the network, of Java and of Node, and their connections. Made by {@link Cote#monitor}.
 *
 * <pre>{@code
 * var monitor = cote.monitor("monitor");
 * System.out.println(monitor.table());
 * }</pre>
 *
 * <p>Requesters and subscribers, ours and Node's, report to every monitor whose key is the beginning of theirs; one without a key hears all of its environment.
 */
public final class Monitor implements AutoCloseable {
    private static final int MOST_LINKS = 10_000;

    private record Status(List<String> nodes, Optional<MonitoredNode.Counts> traffic) {}

    private final Cote cote;
    private final CoteContext context;
    private final Runnable onClose;
    // the loop's own
    private final Map<String, Status> statuses = new HashMap<>();
    private volatile boolean closed;

    Monitor(Cote cote, String name, ComponentOptions options) {
        this.cote = cote;
        this.context = cote.context();
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("type", "monitor");
        members.put("name", name);
        members.put("key", context.options().wireKey(options.key()));
        var reporters = new AcceptedConnections(context, opened -> {}, (connection, frame) -> onFrame(frame));
        this.onClose = cote.listening(new Advertisement(members), reporters, reporters.status(new Traffic()));
    }

    private void onFrame(AmpFrame frame) {
        if (!status(frame)) context.counters().count(Counters.Counted.ODD_FRAMES);
    }

    /** {@code ["status", {"id", "nodes"}]}; a node that could not be told is null there. Ours add {@code traffic}. */
    private boolean status(AmpFrame frame) {
        if (frame.size() != 2 || !(frame.argument(0) instanceof AmpArgument.Text topic)) return false;
        if (!topic.value().equals("status")) return false;
        try {
            if (!(frame.argument(1).read(JsonLimits.DEFAULT) instanceof Map<?, ?> status)
                    || !(status.get("id") instanceof String id)
                    || !(status.get("nodes") instanceof List<?> nodes)) return false;
            List<String> known = nodes.stream()
                    .limit(MOST_LINKS)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
            if (cote.knows(id)) statuses.put(id, new Status(known, counts(status.get("traffic"))));
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static Optional<MonitoredNode.Counts> counts(@Nullable Object traffic) {
        if (traffic instanceof Map<?, ?> counts
                && counts.get("in") instanceof Number in
                && counts.get("out") instanceof Number out
                && counts.get("pending") instanceof Number pending)
            return Optional.of(new MonitoredNode.Counts(in.longValue(), out.longValue(), pending.longValue()));
        return Optional.empty();
    }

    /** All components that are known now, those of this process included. Not on the loop. */
    public List<MonitoredNode> nodes() {
        return Cote.onLoop(context, () -> {
            long now = context.network().nanos();
            statuses.keySet().removeIf(id -> !cote.knows(id));
            return cote.known().stream().map(node -> monitored(node, now)).toList();
        });
    }

    private MonitoredNode monitored(Node node, long now) {
        Status status = statuses.getOrDefault(node.iid(), new Status(List.of(), Optional.empty()));
        return MonitoredNode.of(node, now, status.nodes(), status.traffic());
    }

    /** The components that are known now as a table for a terminal, a line for each. */
    public String table() {
        return new MonitorTable(nodes()).toString();
    }

    /**
     * Shows the table again and again on a terminal, until the monitor is closed or the thread is interrupted.
     *
     * @param interval between two pictures; cote's is 5 s
     */
    public void show(PrintStream terminal, Duration interval) {
        while (!closed) {
            terminal.print("\u001b[2J\u001b[H" + table());
            terminal.flush();
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Stops monitoring. */
    @Override
    public void close() {
        closed = true;
        onClose.run();
    }
}
