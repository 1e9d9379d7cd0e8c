package org.feathers4j.cote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The asking end of requests: connected to every responder of its key and name space. Made by {@link CoteEngine#reqSocket}. Belongs to the loop. */
public final class ReqSocket extends AxonSocket {
    /** Learns where requests can be sent. Called on the loop; must not block. */
    public interface Listener {
        /** Requests can be sent to a responder from now on. */
        void onOpen(Advertisement responder, RequestChannel channel);

        /** The connection to the responder is closed. */
        void onClosed(Advertisement responder, RequestChannel channel);
    }

    private record Open(Advertisement responder, RequestChannel channel) {}

    private final CoteContext context;
    private final Listener listener;
    private final Connector connector;
    private final Traffic traffic = new Traffic();
    private final Map<AmpConnection, Open> open = new HashMap<>();

    ReqSocket(CoteContext context, Listener listener) {
        this.context = context;
        this.listener = listener;
        this.connector = new Connector(context, new Responders());
    }

    @Override
    AxonType type() {
        return AxonType.REQ;
    }

    @Override
    ComponentStatus status() {
        return connector.status(() -> traffic.toJson(() -> open.values().stream()
                .mapToLong(each -> each.channel().pending())
                .sum()));
    }

    @Override
    Connector connector() {
        return connector;
    }

    /** Whether there is a connection. */
    boolean isOpen() {
        return !open.isEmpty();
    }

    /** Closes all connections now. */
    void abort() {
        List.copyOf(open.keySet()).forEach(AmpConnection::abort);
    }

    /** Ends all requests that wait for an answer. */
    void lose() {
        List.copyOf(open.values()).forEach(each -> each.channel().onClosed());
    }

    private final class Responders implements ReconnectingConnection.Use {
        @Override
        public void onOpen(Node node, AmpConnection connection) {
            var channel = new RequestChannel(context, connection, connector::closeIdleLines, traffic);
            var opened = new Open(node.advertisement(), channel);
            open.put(connection, opened);
            listener.onOpen(node.advertisement(), channel);
        }

        @Override
        public void onFrame(AmpConnection connection, AmpFrame frame) {
            traffic.countIn();
            Open at = open.get(connection);
            if (at != null) at.channel().onFrame(frame);
        }

        @Override
        public void onClosed(Node node, AmpConnection connection) {
            Open lost = open.remove(connection);
            if (lost == null) return;
            // first remove it from load balancing, then fail its calls: a caller that retries must not choose it again
            listener.onClosed(lost.responder(), lost.channel());
            lost.channel().onClosed();
        }

        @Override
        public boolean isBusy(AmpConnection connection) {
            Open at = open.get(connection);
            return at != null && at.channel().isBusy();
        }
    }
}
