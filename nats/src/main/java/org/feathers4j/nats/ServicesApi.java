package org.feathers4j.nats;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.service.Service;
import io.nats.service.ServiceBuilder;
import io.nats.service.ServiceEndpoint;
import io.nats.service.ServiceMessage;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of this application in the services API of NATS (ADR-32): found and measured by the {@code nats} tool, called by clients without Feathers. Replicas share the
 * calls: a queue group for each key and path. Belongs to the queue of the session.
 */
final class ServicesApi {
    private static final Logger log = LoggerFactory.getLogger(ServicesApi.class);

    private final Connection connection;
    private final Wire wire;
    private final Subjects subjects;
    private final Consumer<IncomingRequest> onRequest;
    private final Dispatcher dispatcher;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, ServiceDescriptor> descriptors = new HashMap<>();

    ServicesApi(
            Connection connection, Wire wire, Subjects subjects, Consumer<IncomingRequest> onRequest, long maxBytes) {
        this.connection = connection;
        this.wire = wire;
        this.subjects = subjects;
        this.onRequest = onRequest;
        // one for all services, whose handlers never block: otherwise each would have four threads
        dispatcher = connection.createDispatcher();
        dispatcher.setPendingLimits(-1, maxBytes);
    }

    void add(ServiceDescriptor service) {
        if (service.equals(descriptors.get(service.path()))) return; // announced again
        remove(service.path());
        try {
            Service added = started(service);
            services.put(service.path(), added);
            descriptors.put(service.path(), service);
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.warn("Service '{}' does not appear in the services API of NATS", service.path(), e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // completes when the service is stopped, which no caller waits for
    private Service started(ServiceDescriptor service) {
        ServiceBuilder builder = Service.builder()
                .connection(connection)
                .name(name(service.key()) + "-" + name(service.path()))
                .version("1.0.0")
                .description("The Feathers service '%s' of '%s'".formatted(service.path(), service.key()))
                .metadata(Map.of("key", service.key(), "path", service.path(), "uuid", service.uuid()))
                .pingDispatcher(dispatcher)
                .infoDispatcher(dispatcher)
                .statsDispatcher(dispatcher);
        String group = Subjects.token(service.key()) + "-" + Subjects.token(service.path());
        for (String method : service.methods())
            builder.addServiceEndpoint(ServiceEndpoint.builder()
                    .endpointName(name(method))
                    .endpointSubject(subjects.method(service.key(), service.path(), method))
                    .endpointQueueGroup(group)
                    .dispatcher(dispatcher)
                    .handler(message -> onMessage(service, method, message))
                    .build());
        Service added = builder.build();
        added.startService();
        return added;
    }

    /** Names have letters, digits, {@code -} and {@code _} only (ADR-32). */
    private static String name(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_-]", "_");
        return name.isEmpty() ? "_" : name;
    }

    private void onMessage(ServiceDescriptor service, String method, ServiceMessage message) {
        onRequest.accept(new NatsRequest(
                wire,
                message.getData(),
                message.getReplyTo(),
                RequestHeaders.deadline(message.getHeaders()),
                "a client of NATS",
                json -> request(service, method, json)));
    }

    private static MeshRequest request(ServiceDescriptor service, String method, @Nullable Object json) {
        var request = new LinkedHashMap<String, @Nullable Object>();
        if (json instanceof Map<?, ?> members)
            members.forEach((name, value) -> request.put(String.valueOf(name), value));
        request.put("type", method);
        request.put("key", service.key());
        request.put("path", service.path());
        return MeshRequest.fromJson(request);
    }

    void remove(String path) {
        descriptors.remove(path);
        Service removed = services.remove(path);
        if (removed != null) removed.stop(false);
    }

    /** New calls go to the other replicas. */
    void removeAll() {
        for (String path : Map.copyOf(services).keySet()) remove(path);
    }

    long dropped() {
        return dispatcher.getDroppedCount();
    }
}
