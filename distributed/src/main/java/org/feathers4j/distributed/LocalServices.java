package org.feathers4j.distributed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.HookContext;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shares the local services with peers: their descriptors and events. Any thread. */
final class LocalServices {
    private static final Logger log = LoggerFactory.getLogger(LocalServices.class);

    private final Peer self;
    private final DistributionOptions options;
    private final MeshLink link;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * The descriptor and methods of a service, kept because every request of a peer needs them.
     *
     * @param descriptor null for a service that is not shared
     */
    private record Known(ServiceHandle service, @Nullable ServiceDescriptor descriptor, List<String> methods) {}

    LocalServices(Peer self, DistributionOptions options, MeshLink link) {
        this.self = self;
        this.options = options;
        this.link = link;
    }

    /**
     * The descriptor that peers get; empty for remote services, for the healthcheck and for services that are not
     * shared.
     */
    Optional<ServiceDescriptor> descriptor(ServiceHandle service) {
        return Optional.ofNullable(known(service).descriptor());
    }

    /** The methods that peers may call. */
    List<String> methods(ServiceHandle service) {
        return known(service).methods();
    }

    /** The service was removed. */
    void forget(ServiceHandle service) {
        known.remove(service.path());
    }

    private Known known(ServiceHandle service) {
        Known before = known.get(service.path());
        if (before != null && before.service() == service) return before;
        List<String> methods = distributedMethods(service);
        var now = new Known(service, describe(service, methods), methods);
        known.put(service.path(), now);
        return now;
    }

    private @Nullable ServiceDescriptor describe(ServiceHandle service, List<String> methods) {
        if (service.implementation() instanceof RemoteService || options.isHealthcheck(service.path())) return null;
        var bare = new ServiceDescriptor(
                self.uuid(), self.key(), service.path(), service.options().distributedEvents(), methods, Map.of());
        // nothing of it can be used, and a proxy would take the path at every peer
        if (bare.methods().isEmpty() && bare.events().isEmpty()) return null;
        if (!options.services().test(bare)) return null;
        return new ServiceDescriptor(
                bare.uuid(), bare.key(), bare.path(), bare.events(), bare.methods(), sharedOptions(service, bare));
    }

    private List<String> distributedMethods(ServiceHandle service) {
        List<String> methods = service.options()
                .distributedMethods()
                .orElse(service.definition().callable());
        List<String> allowed = options.distributedMethods();
        return allowed == null
                ? methods
                : methods.stream().filter(allowed::contains).toList();
    }

    private Map<String, @Nullable Object> sharedOptions(ServiceHandle service, ServiceDescriptor descriptor) {
        var shared = new LinkedHashMap<String, @Nullable Object>();
        for (String name : options.remoteServiceOptions().apply(descriptor))
            if (service.options().options().containsKey(name))
                shared.put(name, service.options().option(name));
        if (service.implementation() instanceof BridgedService) shared.put(BridgedService.MARK, true);
        return shared;
    }

    /** Publishes the events of a service to peers from now on. */
    void publishEvents(ServiceHandle service, ServiceDescriptor descriptor) {
        if (!options.publishEvents()) return;
        for (String event : descriptor.events())
            service.on(event, (item, context) -> publish(service.path(), event, item, context));
    }

    private void publish(String path, String event, @Nullable Object item, @Nullable HookContext context) {
        var message =
                new EventMessage(path, self.key(), context == null ? null : EventContext.toJson(context, item), item);
        if (message.hidesMembers())
            log.warn(
                    "Records of service '{}' have members named path, key or context: Node peers do not see those in the event '{}'",
                    path,
                    event);
        try {
            link.publish(new MeshEvent(event, message.toJson()));
        } catch (RuntimeException | Error e) {
            // the record is stored, so the call has succeeded; the cause is the context, because the item is JSON
            log.warn("The context of event '{}' of service '{}' cannot be sent: {}", event, path, e.getMessage());
            link.publish(new MeshEvent(event, new EventMessage(path, self.key(), null, item).toJson()));
        }
    }
}
