package org.feathers4j.cote;

import java.util.function.Consumer;

/** The answering end of requests. Made by {@link CoteEngine#repSocket}. */
public final class RepSocket extends AxonSocket {
    private final CoteContext context;
    private final Consumer<IncomingCall> onCall;
    private final AcceptedConnections requesters;
    private final Traffic traffic = new Traffic();

    /** @param onCall takes requests, on the loop */
    RepSocket(CoteContext context, Consumer<IncomingCall> onCall) {
        this.context = context;
        this.onCall = onCall;
        requesters = new AcceptedConnections(context, connection -> {}, this::onFrame);
    }

    @Override
    AxonType type() {
        return AxonType.REP;
    }

    @Override
    AcceptedConnections accepted() {
        return requesters;
    }

    @Override
    ComponentStatus status() {
        return requesters.status(traffic);
    }

    AcceptedConnections requesters() {
        return requesters;
    }

    private void onFrame(AmpConnection connection, AmpFrame frame) {
        traffic.countIn();
        AxonRequest.of(frame)
                .ifPresentOrElse(
                        request -> onCall.accept(new IncomingCall(context, connection, request, traffic)),
                        () -> context.counters().count(Counters.Counted.ODD_FRAMES));
    }
}
