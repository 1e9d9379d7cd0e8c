package org.feathers4j.distributed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

import org.feathers4j.HookContext;
import org.feathers4j.MethodDefinition;
import org.feathers4j.MethodKind;
import org.feathers4j.Registration;
import org.feathers4j.Service;
import org.feathers4j.ServiceDefinition;
import org.feathers4j.ServiceListener;
import org.jspecify.annotations.Nullable;

/**
 * A service of another application, registered like a local one: hooks, transports and callers see no difference.
 *
 * <p>It has the six standard methods, whether the descriptor names them or not, and the custom methods of the
 * descriptor; clients may only call those of the
 * descriptor (feathers-distributed, lib/service.js). With replicas of different versions it has the methods of all, and
 * a call goes to a replica that has the method.
 */
public final class RemoteService implements Service.Remembers {
    private final Route route;
    private final RemoteCalls calls;
    private final Duration timeout;
    private final @Nullable EventStore store;
    private volatile ServiceDescriptor descriptor;

    RemoteService(
            Route route,
            ServiceDescriptor descriptor,
            RemoteCalls calls,
            Duration timeout,
            @Nullable EventStore store) {
        this.route = route;
        this.descriptor = descriptor;
        this.calls = calls;
        this.timeout = timeout;
        this.store = store;
    }

    /** The methods, events and options of all present providers together, in the name of the first one. */
    public ServiceDescriptor descriptor() {
        return descriptor;
    }

    /** Asks one provider whether the service is there, without calling it. Throws the provider's error, or Unavailable or Timeout when it cannot be reached. */
    void healthcheck() {
        call(new MeshRequest(MeshRequest.HEALTHCHECK, route.key(), route.remotePath(), new LinkedHashMap<>()), true);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Goes on when the last provider has left and this service is removed: what a provider stored before is heard all the same.
     */
    @Override
    public Registration on(String event, String name, ServiceListener listener) {
        if (store == null)
            throw new IllegalStateException(
                    "The link to the mesh keeps no events, so no listener of service '%s' can have a name; use on(\"%s\", listener), or a link that keeps them"
                            .formatted(route.localPath(), event));
        return store.on(route.key(), route.remotePath(), event, name, EventMessage.receiver(listener));
    }

    /** The announcements of its providers have changed. On the mesh loop. */
    void offers(ServiceDescriptor service) {
        descriptor = service;
    }

    Route route() {
        return route;
    }

    ServiceDefinition definition() {
        var names = new LinkedHashSet<>(MethodKind.standardNames());
        names.addAll(callable());
        var methods = new LinkedHashMap<String, MethodDefinition>();
        for (String name : names) methods.put(name, new MethodDefinition(name, this::forward));
        return new ServiceDefinition(methods, callable());
    }

    /** Methods with reserved names are ignored; the others stay callable. */
    private List<String> callable() {
        return descriptor.methods().stream()
                .filter(method -> !ServiceDefinition.isReserved(method))
                .toList();
    }

    private @Nullable Object forward(HookContext context) {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        MethodKind kind = context.kind();
        if (kind.takesId())
            arguments.put(
                    "id", context.id() == null ? null : context.requireId().value());
        if (kind.takesData()) arguments.put("data", PlainValues.dataOrNull(context.data()));
        arguments.put(
                "params", PlainValues.data(PlainValues.shown(context.params().toMap())));
        return call(new MeshRequest(context.method(), route.key(), route.remotePath(), arguments), kind.isSafe());
    }

    private @Nullable Object call(MeshRequest request, boolean repeatable) {
        return calls.call(route, request, repeatable, timeout);
    }
}
