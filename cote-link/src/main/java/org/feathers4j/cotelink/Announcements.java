package org.feathers4j.cotelink;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.feathers4j.ServiceDefinition;
import org.feathers4j.cote.PubSocket;
import org.feathers4j.distributed.ServiceDescriptor;

/**
 * The services that this application offers, ready to be sent: to all connected peers, and to those that connect later. Belongs
 * to the loop.
 */
final class Announcements {
    /** Members of Node's services that {@link ServiceDefinition#isReserved} leaves out: a descriptor with such a method ends Node processes. */
    private static final Set<String> MORE_RESERVED = Set.of("_events", "_eventsCount", "_maxListeners");

    private final Map<String, ByteBuffer> frames = new LinkedHashMap<>();

    /** What a peer is told that connects: in Node it would have missed all that was published before. */
    Collection<ByteBuffer> greeting() {
        return frames.values();
    }

    void announce(String path, ByteBuffer frame) {
        frames.put(path, frame);
    }

    void withdraw(String path) {
        frames.remove(path);
    }

    static ByteBuffer added(ServiceDescriptor service) {
        List<String> methods = service.methods().stream()
                .filter(each -> !ServiceDefinition.isReserved(each) && !MORE_RESERVED.contains(each))
                .toList();
        var harmless = new ServiceDescriptor(
                service.uuid(), service.key(), service.path(), service.events(), methods, service.remoteOptions());
        return PubSocket.frame(FeathersComponents.SERVICES, "service", harmless.toJson());
    }

    /** @param lastOne whether no other replica offers the service */
    static ByteBuffer removed(ServiceDescriptor service, boolean lastOne) {
        String event = lastOne ? "service-removed" : FeathersComponents.SERVICE_WITHDRAWN;
        return PubSocket.frame(FeathersComponents.SERVICES, event, service.toRemovedJson());
    }
}
