package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections that peers have opened to one listening component. Changed by the loop alone; any thread may iterate over them. */
final class AcceptedConnections implements WireAcceptor, AmpConnection.Owner {
    private static final Logger log = LoggerFactory.getLogger(AcceptedConnections.class);

    /** The listener of a refused connection: ignores everything. */
    private static final WireListener REFUSED = new WireListener() {
        @Override
        public void onBytes(ByteBuffer bytes) {}

        @Override
        public void onWritable() {}

        @Override
        public void onClosed() {}
    };

    /** Receives a frame, on the loop. */
    @FunctionalInterface
    interface FrameListener {
        void onFrame(AmpConnection connection, AmpFrame frame);
    }

    private final CoteContext context;
    private final Consumer<AmpConnection> onOpen;
    private final FrameListener onFrame;
    private final Set<AmpConnection> connections = ConcurrentHashMap.newKeySet();
    private boolean closed;

    AcceptedConnections(CoteContext context, Consumer<AmpConnection> onOpen, FrameListener onFrame) {
        this.context = context;
        this.onOpen = onOpen;
        this.onFrame = onFrame;
    }

    @Override
    public WireListener onOpen(Wire wire) {
        if (closed || isFull(wire)) {
            wire.abort();
            return REFUSED;
        }
        var connection = new AmpConnection(context, wire, this);
        context.accepted().incrementAndGet();
        connections.add(connection);
        onOpen.accept(connection);
        return connection;
    }

    private boolean isFull(Wire wire) {
        int open = context.accepted().get();
        if (open < context.options().limits().maxConnections()) return false;
        if (context.countAndRemark(Counters.Counted.REFUSED_CONNECTIONS, wire.remoteAddress()))
            log.warn("Refused a connection from {}: {} are open", wire.remoteAddress(), open);
        return true;
    }

    @Override
    public void onFrame(AmpConnection connection, AmpFrame frame) {
        onFrame.onFrame(connection, frame);
    }

    @Override
    public void onClosed(AmpConnection connection) {
        if (connections.remove(connection)) context.accepted().decrementAndGet();
    }

    /** Those that are open. */
    Set<AmpConnection> open() {
        return connections;
    }

    /** How many are open from each address from which hellos come. Where the discovery does not know addresses all are counted together. */
    Map<String, Integer> callers() {
        return context.discovery().knowsAddresses() ? byAddress() : Map.of(Node.UNKNOWN_ADDRESS, connections.size());
    }

    private Map<String, Integer> byAddress() {
        var counts = new HashMap<String, Integer>();
        for (AmpConnection each : connections) counts.merge(each.remoteAddress(), 1, Integer::sum);
        return counts;
    }

    /** A listening component opens no connections; its pending messages are the answers that it owes. */
    ComponentStatus status(Traffic traffic) {
        return new ComponentStatus() {
            @Override
            public List<String> nodes() {
                return List.of();
            }

            @Override
            public Map<String, @Nullable Object> traffic() {
                return traffic.toJson(() ->
                        connections.stream().mapToLong(AmpConnection::owed).sum());
            }
        };
    }

    /** Closes the open connections, each as soon as the peer expects no more answers. */
    void finishWhenAnswered() {
        connections.forEach(AmpConnection::finishWhenAnswered);
    }

    /** Those that are open and not yet about to close. */
    boolean anyStays() {
        return connections.stream().anyMatch(each -> !each.isLeaving());
    }

    /** Closes connections on which nothing was received for this many rounds, each as soon as the peer expects no more answers. */
    void finishQuiet(int rounds) {
        for (AmpConnection each : connections) if (each.quietRounds() >= rounds) each.finishWhenAnswered();
    }

    /** Accepts no more connections. */
    void close() {
        closed = true;
    }
}
