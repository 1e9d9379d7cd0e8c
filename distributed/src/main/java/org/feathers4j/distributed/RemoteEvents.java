package org.feathers4j.distributed;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServicePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emits the events of remote services at their proxies, and those of replicas at the service here: in order for each service, so that slow listeners of one
 * service do not delay another.
 */
final class RemoteEvents {
    private static final Logger log = LoggerFactory.getLogger(RemoteEvents.class);

    /**
     * Ticks for which events of a withdrawn service are still emitted: calls under way continue, and their events
     * arrive after the withdrawal.
     */
    private static final int TICKS_AFTER_DEPARTURE = 2;

    private final Application app;
    private final int queueLimit;
    private final Map<Provided, Heard> services = new ConcurrentHashMap<>();
    /** The services of this application, with the queue for the events of their replicas. */
    private final Map<Provided, Replicated> own = new ConcurrentHashMap<>();

    /** Events of removed services that were dropped. */
    private final LongAdder gone = new LongAdder();

    /** A service as its provider names it. */
    private record Provided(String key, String path) {
        static Provided by(Route route) {
            return new Provided(route.key(), route.remotePath());
        }
    }

    /**
     * The destination of the events of a service.
     *
     * @param departed the service that was registered until its last provider withdrew it; null while it is offered
     * @param ticks for which its events are emitted after that
     */
    private record Heard(
            String localPath,
            SerialExecutor queue,
            @Nullable ServiceHandle departed,
            int ticks) {}

    private record Replicated(ServiceHandle service, SerialExecutor queue) {}

    RemoteEvents(Application app, int queueLimit) {
        this.app = app;
        this.queueLimit = queueLimit;
    }

    /** The queue for the events of a service that is about to be registered: the only one between the link and listeners and publishers. */
    SerialExecutor added(Route route) {
        String path = route.localPath();
        var queue = new SerialExecutor("events of " + path, queueLimit);
        forget(services.put(Provided.by(route), new Heard(path, queue, null, 0)));
        return queue;
    }

    /** The last provider has withdrawn the service. */
    void departed(Route route, ServiceHandle service) {
        services.computeIfPresent(
                Provided.by(route),
                (provided, heard) -> new Heard(heard.localPath(), heard.queue(), service, TICKS_AFTER_DEPARTURE));
    }

    void removed(Route route) {
        forget(services.remove(Provided.by(route)));
    }

    private void forget(@Nullable Heard heard) {
        if (heard != null) gone.add(heard.queue().refused());
    }

    /** A service of this application is shared with peers: from now on it hears its replicas. */
    void ownAdded(String key, ServiceHandle service) {
        var queue = new SerialExecutor("events of replicas of " + service.path(), queueLimit);
        forget(own.put(new Provided(key, service.path()), new Replicated(service, queue)));
    }

    void ownRemoved(String key, ServiceHandle service) {
        var provided = new Provided(key, service.path());
        Replicated before = own.get(provided);
        if (before != null && before.service() == service && own.remove(provided, before)) forget(before);
    }

    private void forget(@Nullable Replicated replicated) {
        if (replicated != null) gone.add(replicated.queue().refused());
    }

    /** Time has passed. */
    void tick() {
        for (Provided each : services.keySet())
            services.computeIfPresent(each, (provided, heard) -> {
                if (heard.departed() == null) return heard;
                if (heard.ticks() == 0) {
                    forget(heard);
                    return null;
                }
                return new Heard(heard.localPath(), heard.queue(), heard.departed(), heard.ticks() - 1);
            });
    }

    /**
     * Queues an event for its service, if anybody listens. Called on a thread of the link, which reads the path and key
     * only; the queue decodes the rest, which may be large.
     */
    void on(MeshEvent event) {
        if (!(event.message() instanceof Map<?, ?> message) || !(message.get("path") instanceof String path)) {
            log.debug("An event '{}' without a path is ignored", event.name());
            return;
        }
        Provided provided = provided(message, path);
        Heard heard = services.get(provided);
        if (heard != null && isHeard(heard, event)) heard.queue().add(() -> emit(heard, event));
        Replicated replicated = own.get(provided);
        if (replicated != null && replicated.service().isHeardFromReplicas(event.name()))
            replicated.queue().add(() -> emit(replicated, event));
    }

    private static Provided provided(Map<?, ?> message, String path) {
        return new Provided(key(message), ServicePath.normal(path));
    }

    private static String key(Map<?, ?> message) {
        return message.get("key") instanceof String key ? key : "";
    }

    /**
     * Null while listeners and publishers of the event's service keep up; otherwise completed when they have caught up
     * or are stuck.
     */
    @Nullable
    CompletableFuture<@Nullable Void> backlog(MeshEvent event) {
        if (!(event.message() instanceof Map<?, ?> message) || !(message.get("path") instanceof String path))
            return null;
        Provided provided = provided(message, path);
        Heard heard = services.get(provided);
        CompletableFuture<@Nullable Void> behind =
                heard == null ? null : heard.queue().backlog();
        if (behind != null) return behind;
        Replicated replicated = own.get(provided);
        return replicated == null ? null : replicated.queue().backlog();
    }

    /** How many events were dropped, because listeners were stuck or the link could not hold back the senders. */
    long refused() {
        return gone.sum()
                + Stream.concat(
                                services.values().stream().map(Heard::queue),
                                own.values().stream().map(Replicated::queue))
                        .mapToLong(SerialExecutor::refused)
                        .sum();
    }

    private boolean isHeard(Heard heard, MeshEvent event) {
        ServiceHandle service = registered(heard);
        return service != null && service.isHeard(event.name());
    }

    private void emit(Heard heard, MeshEvent event) {
        ServiceHandle service = registered(heard);
        if (service == null) return;
        EventMessage.fromJson(event.message())
                .ifPresent(message -> service.emit(
                        event.name(),
                        message.item(),
                        EventContext.of(service, message),
                        EventContext.identity(message)));
    }

    private static void emit(Replicated replicated, MeshEvent event) {
        ServiceHandle service = replicated.service();
        EventMessage.fromJson(event.message())
                .ifPresent(message -> service.emitFromReplica(
                        event.name(),
                        message.item(),
                        EventContext.of(service, message),
                        EventContext.identity(message)));
    }

    /**
     * The service that emits the event; null when a local service has its path, which emits the events of its replicas itself.
     */
    private @Nullable ServiceHandle registered(Heard heard) {
        ServiceHandle present = app.find(heard.localPath()).orElse(null);
        if (present == null) return heard.departed();
        return present.implementation() instanceof RemoteService ? present : null;
    }
}
