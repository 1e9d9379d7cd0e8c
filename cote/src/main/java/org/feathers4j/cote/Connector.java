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
 * <p>When a node is gone its connection goes too, once nothing waits on it: a host that vanished would otherwise stay connected for hours.
 * A node that returns gets a new connection.
 */
final class Connector implements NodeListener {
    private final CoteContext context;
    private final ReconnectingConnection.Use use;
    private final Map<RemoteAddress, ReconnectingConnection> lines = new HashMap<>();
    private final Set<ReconnectingConnection> retired = new HashSet<>();

    Connector(CoteContext context, ReconnectingConnection.Use use) {
        this.context = context;
        this.use = use;
    }

    @Override
    public void onAdded(Node node) {
        lines.computeIfAbsent(targetOf(node), target -> new ReconnectingConnection(context, target, use))
                .add(node);
    }

    @Override
    public void onRemoved(Node node) {
        ReconnectingConnection line = lines.get(targetOf(node));
        if (line == null) return;
        line.remove(node);
        if (!line.isUnwanted()) return;
        lines.remove(targetOf(node));
        line.retire();
        retired.removeIf(each -> each.connection() == null);
        if (line.connection() != null) retired.add(line);
    }

    private RemoteAddress targetOf(Node node) {
        return RemoteAddress.of(node, context.useHostNames());
    }

    /** Tells monitors whom it is connected to. */
    ComponentStatus status(Supplier<Map<String, @Nullable Object>> traffic) {
        return new ComponentStatus() {
            @Override
            public List<String> nodes() {
                return lines.values().stream()
                        .map(ReconnectingConnection::peer)
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

    /** The node at the other end of a connection. */
    Optional<Node> peerOf(AmpConnection connection) {
        return lines.values().stream()
                .filter(line -> connection.equals(line.connection()))
                .findFirst()
                .flatMap(ReconnectingConnection::peer);
    }

    /** The connections that are open. */
    List<AmpConnection> open() {
        return lines.values().stream()
                .map(ReconnectingConnection::connection)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Something was answered, or given up. */
    void closeIdleLines() {
        for (ReconnectingConnection each : retired) each.closeIfIdle();
        retired.removeIf(each -> each.connection() == null);
    }

    /** Closes the connections to all nodes, when they are idle. */
    void retire() {
        for (ReconnectingConnection each : lines.values()) {
            each.retire();
            if (each.connection() != null) retired.add(each);
        }
        lines.clear();
    }

    /** Closes everything, when the queues are sent. */
    void finish() {
        for (ReconnectingConnection each : lines.values()) each.finish();
        for (ReconnectingConnection each : retired) each.finish();
    }
}
