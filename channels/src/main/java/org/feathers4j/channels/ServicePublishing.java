package org.feathers4j.channels;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.feathers4j.EventIdentity;
import org.feathers4j.HookContext;
import org.feathers4j.Registration;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.feathers4j.channels.EventSnapshots.EventSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of one service. The thread of the call only copies the event; publishers run on the service's
 * queue, in order, and affect neither the call nor other services when they are slow or fail. When the queue is full
 * the call waits. An event emitted on that queue, as those of remote services are, is published at once.
 */
final class ServicePublishing {
    private static final Logger log = LoggerFactory.getLogger(ServicePublishing.class);

    private final ServiceHandle service;
    private final Publishers publishers;
    private final SerialExecutor queue;
    private final Consumer<Publication> outlet;
    private final EventSnapshots snapshots;
    private final LongAdder refused = new LongAdder();
    private final Map<String, Registration> listening = new HashMap<>();

    /** Belongs to the queue, as what follows. */
    private final EventPositions positions = new EventPositions();

    private boolean ended;

    /**
     * Belongs to the thread that runs the queue. An event that a publisher emits is queued, so that it comes after the
     * one being published.
     */
    private boolean publishing;

    ServicePublishing(
            ServiceHandle service, Publishers publishers, SerialExecutor queue, Consumer<Publication> outlet) {
        this.service = service;
        this.publishers = publishers;
        this.queue = queue;
        this.outlet = outlet;
        this.snapshots = new EventSnapshots(service);
        listen();
    }

    /**
     * Listens to the present events of the service; those of a remote service change with its providers. Under the lock
     * of the application's services.
     */
    void listen() {
        Set<String> events = new HashSet<>(service.options().publishedEvents());
        listening.keySet().removeIf(event -> !events.contains(event) && stop(event));
        for (String event : events)
            listening.computeIfAbsent(event, e -> service.onAnyReplica(e, (item, context) -> on(e, item, context)));
    }

    private boolean stop(String event) {
        Registration registration = listening.get(event);
        if (registration != null) registration.remove();
        return true;
    }

    /**
     * The service was removed. Calls under way continue, and their events are published, as in Feathers, which never
     * stops listening (packages/transport-commons, src/channels/index.ts). A mounted service of another application
     * keeps running; its events are no longer published. Under the same lock.
     */
    void removed() {
        if (service.isMounted()) listening.values().forEach(Registration::remove);
    }

    ServiceHandle service() {
        return service;
    }

    long refused() {
        return refused.sum();
    }

    private void on(String event, @Nullable Object item, @Nullable HookContext context) {
        Publisher publisher = publishers.find(service.path(), event);
        if (publisher == null) return;
        EventSnapshot snapshot = snapshots.of(event, item, context);
        EventIdentity identity = EventIdentity.current().orElse(null);
        if (queue.isRunningHere() && !publishing) publish(publisher, snapshot, identity);
        else if (!queue.put(() -> publish(publisher, snapshot, identity))) refused.increment();
    }

    /**
     * Adds what was published to a snapshot, between two events.
     *
     * @param isLast whether no event is published after it
     * @return false when the queue is full
     */
    boolean position(PublishedEvents.Builder snapshot, boolean isLast, Runnable then) {
        return queue.put(() -> {
            ended |= isLast;
            positions.addTo(snapshot);
            then.run();
        });
    }

    /** When the last event without an identity was published; null when there was none. Any thread. */
    @Nullable
    Long unknownAt() {
        return positions.unknownAt();
    }

    private void publish(Publisher publisher, EventSnapshot snapshot, @Nullable EventIdentity identity) {
        if (ended) return;
        positions.published(identity);
        publishing = true;
        try {
            String name = service.path() + " " + snapshot.context().event();
            Payload payload = snapshot.payload();
            for (ConnectionGroups.Group group : groups(publisher, snapshot, name))
                outlet.accept(new Publication(name, payload.with(group.data()), group.connections(), identity));
        } finally {
            publishing = false;
        }
    }

    private static List<ConnectionGroups.Group> groups(Publisher publisher, EventSnapshot snapshot, String name) {
        try {
            return ConnectionGroups.of(publisher.publish(snapshot.payload().item(), snapshot.context()));
        } catch (Exception | Error e) {
            // also interruption: the thread belongs to the queue, and the next event is not affected
            log.warn("The publisher for '{}' failed; no client gets this event", name, e);
            return List.of();
        }
    }
}
