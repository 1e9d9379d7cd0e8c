package org.feathers4j.transport;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.feathers4j.HookContext;
import org.feathers4j.Lane;
import org.feathers4j.Registration;
import org.feathers4j.ServiceHandle;
import org.feathers4j.transport.Emissions.Emission;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of one service. The thread of the call only takes down what happened; publishers run on the service's lane, in order, and what they do
 * or fail to do reaches neither the call nor other services.
 */
final class ServicePublishing {
    private static final Logger log = LoggerFactory.getLogger(ServicePublishing.class);

    private final ServiceHandle service;
    private final Publishers publishers;
    private final Lane lane;
    private final Consumer<Publication> outlet;
    private final Emissions emissions;
    private final List<Registration> listening;

    ServicePublishing(ServiceHandle service, Publishers publishers, Lane lane, Consumer<Publication> outlet) {
        this.service = service;
        this.publishers = publishers;
        this.lane = lane;
        this.outlet = outlet;
        this.emissions = new Emissions(service);
        Set<String> events = new HashSet<>(service.options().publishedEvents());
        this.listening = events.stream()
                .map(event -> service.on(event, (item, context) -> on(event, item, context)))
                .toList();
    }

    /** Hears nothing any more; what was emitted before is still published. */
    void stop() {
        listening.forEach(Registration::remove);
    }

    long refused() {
        return lane.refused();
    }

    private void on(String event, @Nullable Object item, @Nullable HookContext context) {
        Publisher publisher = publishers.find(service.path(), event);
        if (publisher == null) return;
        Emission emission = emissions.of(event, item, context);
        lane.add(() -> publish(publisher, emission));
    }

    private void publish(Publisher publisher, Emission emission) {
        String name = service.path() + " " + emission.context().event();
        Payload payload = emission.payload();
        for (Audience.Group group : audience(publisher, emission, name))
            outlet.accept(new Publication(name, payload.with(group.data()), group.connections()));
    }

    private static List<Audience.Group> audience(Publisher publisher, Emission emission, String name) {
        try {
            return Audience.of(publisher.publish(emission.payload().item(), emission.context()));
        } catch (Exception e) {
            // also interruption: the thread is the lane's, and the next event has nothing to do with it
            log.warn("The publisher for '{}' failed; nobody gets this event", name, e);
            return List.of();
        }
    }
}
