package org.feathers4j.cote;

import java.util.function.Consumer;

/** The answering end of requests. */
final class RepSocket {
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

    Vitals vitals() {
        return requesters.vitals(traffic);
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
