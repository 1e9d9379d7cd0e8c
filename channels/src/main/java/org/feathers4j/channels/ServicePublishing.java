package org.feathers4j.channels;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.feathers4j.HookContext;
import org.feathers4j.Registration;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.feathers4j.channels.EventSnapshots.EventSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of one service. The thread of the call only copies the event; publishers run on the service's queue, in order, and what they do
 * or fail to do reaches neither the call nor other services. A call goes no faster than they do once many events wait. An event that is emitted on that queue, as
 * those of remote services are, has waited already and is published at once.
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

    /** Belongs to the thread that runs the queue: a publisher may emit events of its own service, which come behind the one that it publishes. */
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

    /** Hears the events that the service has now, which are others when the providers of a remote service offer others. Under the lock of the application's services. */
    void listen() {
        Set<String> events = new HashSet<>(service.options().publishedEvents());
        listening.keySet().removeIf(event -> !events.contains(event) && stop(event));
        for (String event : events)
            listening.computeIfAbsent(event, e -> service.on(e, (item, context) -> on(e, item, context)));
    }

    private boolean stop(String event) {
        Registration registration = listening.get(event);
        if (registration != null) registration.remove();
        return true;
    }

    /**
     * The service was removed. Calls that are under way go on, and what they emit is published, as in Feathers, which never stops listening (packages/transport-commons,
     * src/channels/index.ts). A service of another application goes on for good, and is not heard any more. Under the same lock.
     */
    void removed() {
        if (service.isMounted()) listening.values().forEach(Registration::remove);
    }

    long refused() {
        return refused.sum();
    }

    private void on(String event, @Nullable Object item, @Nullable HookContext context) {
        Publisher publisher = publishers.find(service.path(), event);
        if (publisher == null) return;
        EventSnapshot snapshot = snapshots.of(event, item, context);
        if (queue.isRunningHere() && !publishing) publish(publisher, snapshot);
        else if (!queue.put(() -> publish(publisher, snapshot))) refused.increment();
    }

    private void publish(Publisher publisher, EventSnapshot snapshot) {
        publishing = true;
        try {
            String name = service.path() + " " + snapshot.context().event();
            Payload payload = snapshot.payload();
            for (ConnectionGroups.Group group : groups(publisher, snapshot, name))
                outlet.accept(new Publication(name, payload.with(group.data()), group.connections()));
        } finally {
            publishing = false;
        }
    }

    private static List<ConnectionGroups.Group> groups(Publisher publisher, EventSnapshot snapshot, String name) {
        try {
            return ConnectionGroups.of(publisher.publish(snapshot.payload().item(), snapshot.context()));
        } catch (Exception | Error e) {
            // also interruption: the thread is the queue's, and the next event has nothing to do with it
            log.warn("The publisher for '{}' failed; nobody gets this event", name, e);
            return List.of();
        }
    }
}
