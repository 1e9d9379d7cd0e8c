package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending end of topics: every subscriber that is connected gets every frame. Nothing is kept for later subscribers, but a new one can be greeted.
 * Made by {@link CoteEngine#pubSocket}.
 */
public final class PubSocket extends AxonSocket {
    private static final Logger log = LoggerFactory.getLogger(PubSocket.class);

    /** The treatment of a subscriber that cannot keep up. */
    enum WhenSlow {
        /** It misses frames. */
        DROP,
        /** It is disconnected, so that it comes back and is greeted with everything it has missed. */
        DISCONNECT
    }

    private final CoteContext context;
    private final WhenSlow whenSlow;
    private final Supplier<? extends Collection<ByteBuffer>> greeting;
    private final AcceptedConnections subscribers;
    private final Traffic traffic = new Traffic();

    /** @param greeting the frames that a new subscriber gets; called on the loop */
    PubSocket(CoteContext context, WhenSlow whenSlow, Supplier<? extends Collection<ByteBuffer>> greeting) {
        this.context = context;
        this.whenSlow = whenSlow;
        this.greeting = greeting;
        subscribers = new AcceptedConnections(context, this::greet, this::ignore);
    }

    /** Nothing is expected from subscribers. */
    private void ignore(AmpConnection connection, AmpFrame frame) {
        context.counters().count(Counters.Counted.ODD_FRAMES);
    }

    /**
     * The frame of a publication.
     *
     * @param namespace of the topic; null for none
     * @param data a JSON value
     * @throws org.feathers4j.json.JsonException when the data are not JSON
     */
    public static ByteBuffer frame(@Nullable String namespace, String event, @Nullable Object data) {
        return AmpEncoder.encode(new Topic(namespace, event).text(), data);
    }

    private void greet(AmpConnection subscriber) {
        for (ByteBuffer each : greeting.get()) send(Outgoing.of(each), subscriber);
    }

    /** Greets every subscriber once more. On the loop. */
    public void greetAll() {
        for (AmpConnection each : subscribers.open()) greet(each);
    }

    @Override
    AxonType type() {
        return AxonType.PUB;
    }

    @Override
    AcceptedConnections accepted() {
        return subscribers;
    }

    @Override
    ComponentStatus status() {
        return subscribers.status(traffic);
    }

    AcceptedConnections subscribers() {
        return subscribers;
    }

    /**
     * Sends a frame to all subscribers. A thread that may wait (a virtual one, or one of the JDK) goes no faster than they take it, as long as they get on;
     * other threads are never blocked. Any thread; frames of one thread arrive in its order.
     *
     * @param frame made by {@link #frame}; its bytes are not copied and must not change
     */
    public void publish(ByteBuffer frame) {
        boolean patient = SerialExecutor.mayWait();
        traffic.countOut();
        Set<AmpConnection> connected = subscribers.open();
        if (connected.isEmpty()) return;
        Outgoing outgoing = Outgoing.of(frame);
        for (AmpConnection each : connected) {
            send(outgoing, each);
            if (patient) each.awaitRoom();
        }
    }

    /** Sends a frame to one subscriber. */
    private void send(Outgoing frame, AmpConnection subscriber) {
        if (subscriber.send(frame) == Outbox.Answer.FULL) context.network().execute(() -> onFull(subscriber));
    }

    private void onFull(AmpConnection subscriber) {
        if (subscriber.isClosed()) return;
        if (context.countAndRemark(Counters.Counted.DROPPED_FRAMES, subscriber.remoteAddress()))
            log.warn("{} does not keep up: {} bytes wait to be sent to it", subscriber, subscriber.queuedBytes());
        if (whenSlow == WhenSlow.DISCONNECT) subscriber.abort();
    }
}
