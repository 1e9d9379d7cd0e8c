package org.feathers4j.cotelink;

import java.util.function.Predicate;

import org.feathers4j.cote.Advertisement;
import org.feathers4j.cote.CoteEngine;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.ReqSocket;
import org.feathers4j.cote.SubSocket;
import org.feathers4j.distributed.LocalApp;

/** The components for one distribution key of peers: a requester and an events subscriber, both announced. Belongs to the loop. */
final class KeyGroup {
    private final CoteEngine engine;
    private final ReqSocket requester;
    private final SubSocket subscriber;
    private boolean closed;

    KeyGroup(
            CoteEngine engine,
            Network network,
            FeathersComponents components,
            LocalApp app,
            String key,
            ReqSocket.Listener responders,
            SubSocket.EventListener onEvent) {
        this.engine = engine;
        Predicate<Advertisement> others = others(app.self().uuid());
        requester = engine.reqSocket(responders);
        subscriber = engine.subSocket(key, app.events(), onEvent);
        // without an appUuid replies could not be attributed to a peer
        engine.announce(
                requester,
                components.requester(key),
                others.and(each -> each.appUuid().isPresent()));
        Runnable subscribing = () -> engine.announce(subscriber, components.eventsSubscriber(key), others);
        if (app.componentDelay().isZero()) subscribing.run();
        else
            network.schedule(app.componentDelay(), () -> {
                if (!closed) subscribing.run();
            });
    }

    /** The components of other applications. */
    static Predicate<Advertisement> others(String self) {
        return each -> each.appUuid().filter(self::equals).isEmpty();
    }

    /** No peer has the key any more. What waits for an answer may still get it. */
    void close() {
        closed = true;
        engine.retire(requester);
        engine.retire(subscriber);
    }
}
