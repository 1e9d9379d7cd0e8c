package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Reports the connections and the traffic of a component to every monitor whose key is the beginning of the component's key (cote, monitorable.js).
 * Where cote keeps one connection for each of its components, all of ours share one. Belongs to the loop.
 */
final class MonitorReports implements NodeListener, ReconnectingConnection.Use {
    private final CoteContext context;
    private final Supplier<List<Component>> components;
    private final Connector connector;
    private boolean reporting;
    private boolean closed;

    MonitorReports(CoteContext context, Supplier<List<Component>> components) {
        this.context = context;
        this.components = components;
        this.connector = new Connector(context, this);
    }

    static boolean isMonitor(Node node) {
        return "monitor".equals(node.advertisement().members().get("type"))
                && node.advertisement().port() > 0;
    }

    @Override
    public void onAdded(Node node) {
        if (!isMonitor(node) || closed) return;
        connector.onAdded(node);
        if (!reporting) later();
        reporting = true;
    }

    @Override
    public void onRemoved(Node node) {
        if (isMonitor(node)) connector.onRemoved(node);
    }

    private void later() {
        context.network().schedule(context.options().statusInterval(), () -> {
            if (closed) return;
            later();
            for (AmpConnection each : connector.open()) report(each);
        });
    }

    private void report(AmpConnection connection) {
        connector.peerOf(connection).ifPresent(monitor -> {
            String prefix = monitor.advertisement().key().orElse("");
            for (Component each : components.get())
                if (each.isAnnounced() && each.advertisement().key().orElse("").startsWith(prefix))
                    report(each, connection);
        });
    }

    private static void report(Component component, AmpConnection connection) {
        ComponentStatus status = component.status();
        if (status == null) return;
        connection.send(Outgoing.of(frame(component.iid(), status))); // a monitor that is slow misses it
    }

    /** Node knows the first two members; it needs {@code nodes} to be a list. */
    static ByteBuffer frame(String iid, ComponentStatus status) {
        var report = new LinkedHashMap<String, @Nullable Object>();
        report.put("id", iid);
        report.put("nodes", status.nodes());
        report.put("traffic", status.traffic());
        return AmpEncoder.encode("status", report);
    }

    void finish() {
        closed = true;
        connector.finish();
    }

    @Override
    public void onOpen(Node node, AmpConnection connection) {}

    @Override
    public void onFrame(AmpConnection connection, AmpFrame frame) {
        context.counters().count(Counters.Counted.ODD_FRAMES);
    }

    @Override
    public void onClosed(Node node, AmpConnection connection) {}

    @Override
    public boolean isBusy(AmpConnection connection) {
        return false;
    }
}
