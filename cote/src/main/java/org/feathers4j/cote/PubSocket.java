package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.SerialExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending end of topics: whoever is connected gets every frame. Nothing is kept for those who come later, but a newcomer can be
 * greeted.
 */
final class PubSocket {
    private static final Logger log = LoggerFactory.getLogger(PubSocket.class);

    /** What happens to a subscriber that cannot keep up. */
    enum WhenSlow {
        /** It misses frames. */
        DROP,
        /** It is disconnected, so that it comes back and is greeted with everything it has missed. */
        DISCONNECT
    }

    private final CoteContext context;
    private final WhenSlow whenSlow;
    private final AcceptedConnections subscribers;
    private final Traffic traffic = new Traffic();

    /** @param greeting called on the loop with every new connection */
    PubSocket(CoteContext context, WhenSlow whenSlow, Consumer<AmpConnection> greeting) {
        this.context = context;
        this.whenSlow = whenSlow;
        subscribers = new AcceptedConnections(context, greeting, this::ignore);
    }

    /** Nothing is expected from subscribers. */
    private void ignore(AmpConnection connection, AmpFrame frame) {
        context.counters().count(Counters.Counted.ODD_FRAMES);
    }

    Vitals vitals() {
        return subscribers.vitals(traffic);
    }

    AcceptedConnections subscribers() {
        return subscribers;
    }

    /** Sends a frame to everybody, no faster than they take it if the thread may wait. Any thread; frames of one thread arrive in its order. */
    void publish(ByteBuffer frame) {
        boolean patient = SerialExecutor.mayWait();
        traffic.countOut();
        Set<AmpConnection> everybody = subscribers.open();
        if (everybody.isEmpty()) return;
        Outgoing outgoing = Outgoing.of(frame);
        for (AmpConnection each : everybody) {
            send(outgoing, each);
            if (patient) each.awaitRoom();
        }
    }

    /** Sends a frame to one subscriber. */
    void send(Outgoing frame, AmpConnection subscriber) {
        if (subscriber.send(frame) == Outbox.Answer.FULL) context.network().execute(() -> onFull(subscriber));
    }

    private void onFull(AmpConnection subscriber) {
        if (subscriber.isClosed()) return;
        if (context.countAndRemark(Counters.Counted.DROPPED_FRAMES, subscriber.remoteAddress()))
            log.warn("{} does not keep up: {} bytes wait to be sent to it", subscriber, subscriber.queuedBytes());
        if (whenSlow == WhenSlow.DISCONNECT) subscriber.abort();
    }
}
