package org.feathers4j.cote;

import java.util.function.Predicate;

import org.feathers4j.distributed.LocalApp;

/** What we keep for one distribution key of others: a requester and an events subscriber, both announced. Belongs to the loop. */
final class KeyGroup {
    private final CoteNode node;
    private final ReqSocket requester;
    private final SubSocket subscriber;
    private final Component requesterComponent;
    private final Component subscriberComponent;
    private boolean closed;

    KeyGroup(
            CoteContext context,
            CoteNode node,
            LocalApp app,
            String key,
            ReqSocket.Reach reach,
            SubSocket.EventListener onEvent) {
        this.node = node;
        var components = new FeathersComponents(context.options(), app);
        String self = app.self().uuid();
        requester = new ReqSocket(context, reach);
        // whose answers we cannot route to an application we have no use for
        requesterComponent = new Component(
                        components.requester(key),
                        only(
                                each -> isOther(each, self)
                                        && each.advertisement().appUuid().isPresent(),
                                requester.dialer()),
                        null)
                .reporting(requester.vitals());
        var topics = app.events().stream().map(event -> new Topic(key, event)).toList();
        subscriber = new SubSocket(context, topics, onEvent);
        subscriberComponent = new Component(
                        components.eventsSubscriber(key), only(each -> isOther(each, self), subscriber.dialer()), null)
                .reporting(subscriber.vitals());
        node.add(requesterComponent);
        if (app.componentDelay().isZero()) node.add(subscriberComponent);
        else context.network().schedule(app.componentDelay(), this::addSubscriber);
    }

    private void addSubscriber() {
        if (!closed) node.add(subscriberComponent);
    }

    /** Whether a node belongs to somebody else. */
    static boolean isOther(Node node, String self) {
        return node.advertisement().appUuid().filter(self::equals).isEmpty();
    }

    /** A listener that hears only of some nodes. */
    static NodeListener only(Predicate<Node> condition, NodeListener listener) {
        return new NodeListener() {
            @Override
            public void onAdded(Node added) {
                if (condition.test(added)) listener.onAdded(added);
            }

            @Override
            public void onRemoved(Node removed) {
                if (condition.test(removed)) listener.onRemoved(removed);
            }
        };
    }

    /** Nobody has the key any more. What waits for an answer may still get it. */
    void close() {
        closed = true;
        node.remove(requesterComponent);
        node.remove(subscriberComponent);
        requester.dialer().retire();
        subscriber.dialer().retire();
    }

    /** Closes the connections when what waits has been sent. */
    void finish() {
        closed = true;
        requester.dialer().finish();
        subscriber.dialer().finish();
    }
}
