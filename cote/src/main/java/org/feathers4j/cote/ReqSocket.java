package org.feathers4j.cote;

import java.util.HashMap;
import java.util.Map;

/** The asking end of requests: connected to every responder of its key and name space. Belongs to the loop. */
final class ReqSocket implements Line.Use {
    /** Hears where requests can be sent, on the loop. */
    interface Reach {
        void onOpen(String appUuid, RequestChannel channel);

        /** The same for those who care which responder it is. */
        default void onOpen(Node node, RequestChannel channel) {
            onOpen(node.advertisement().appUuid().orElse(""), channel);
        }

        void onClosed(String appUuid, RequestChannel channel);
    }

    private record Open(String appUuid, RequestChannel channel) {}

    private final CoteContext context;
    private final Reach reach;
    private final Dialer dialer;
    private final Traffic traffic = new Traffic();
    private final Map<AmpConnection, Open> open = new HashMap<>();

    ReqSocket(CoteContext context, Reach reach) {
        this.context = context;
        this.reach = reach;
        this.dialer = new Dialer(context, this);
    }

    Vitals vitals() {
        return dialer.vitals(() -> traffic.toJson(() -> open.values().stream()
                .mapToLong(each -> each.channel().pending())
                .sum()));
    }

    Dialer dialer() {
        return dialer;
    }

    @Override
    public void onOpen(Node node, AmpConnection connection) {
        var channel = new RequestChannel(context, connection, dialer::closeIdleLines, traffic);
        var opened = new Open(node.advertisement().appUuid().orElse(""), channel);
        open.put(connection, opened);
        reach.onOpen(node, channel);
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
        // first out of the rotation, then the bad news: whoever tries again should not try here
        reach.onClosed(lost.appUuid(), lost.channel());
        lost.channel().onClosed();
    }

    @Override
    public boolean isBusy(AmpConnection connection) {
        Open at = open.get(connection);
        return at != null && at.channel().isBusy();
    }
}
