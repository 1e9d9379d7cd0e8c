package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import org.feathers4j.Application;
import org.feathers4j.HookContext;
import org.feathers4j.MethodDefinition;
import org.feathers4j.Registration;
import org.feathers4j.Service;
import org.feathers4j.ServiceDefinition;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A remote service of one mesh that a {@link Bridge} offers on another one. Made for one state of the service; belongs to the queue of the bridge, but for calls and events. */
final class BridgedService implements Service {
    private static final Logger log = LoggerFactory.getLogger(BridgedService.class);

    /** The remote option that marks what came through a bridge. */
    static final String MARK = "bridged";

    private final ServiceHandle source;
    private final ServiceDescriptor descriptor;
    private final List<Registration> listeners = new ArrayList<>();
    private @Nullable ServiceHandle offered;

    /** @param source a proxy */
    BridgedService(ServiceHandle source) {
        this.source = source;
        descriptor = descriptor(source);
    }

    static boolean isBridged(ServiceDescriptor service) {
        return Boolean.TRUE.equals(service.remoteOptions().get(MARK));
    }

    private static ServiceDescriptor descriptor(ServiceHandle proxy) {
        return ((RemoteService) proxy.implementation()).descriptor();
    }

    /** Whether the proxy is the same one and offers the same. */
    boolean isStill(ServiceHandle proxy) {
        return proxy == source && descriptor.offersTheSame(descriptor(proxy));
    }

    /** @throws IllegalArgumentException when the path is taken */
    void offer(Application app) {
        var methods = new LinkedHashMap<String, MethodDefinition>();
        for (String name : source.definition().methods().keySet())
            methods.put(name, new MethodDefinition(name, this::forward));
        List<String> events = descriptor.events();
        // heard before peers can know of the service, or its first events would not reach them
        for (String event : events)
            listeners.add(source.on(
                    event, (item, context) -> own(app).ifPresent(handle -> handle.emit(event, item, context))));
        app.use(
                source.path(),
                this,
                new ServiceDefinition(methods, source.definition().callable()),
                ServiceOptions.of(o -> o.serviceEvents(events.toArray(String[]::new))
                        // the provider's event comes through the bridge; one of this call would double it
                        .hooks(registration -> registration.after(context -> context.event(null)))));
        offered = own(app).orElse(null);
        if (offered != null) log.info("Service '{}' of {} passes the bridge", source.path(), descriptor.peer());
    }

    /** Empty before it is offered, and when another service has taken the path. */
    private Optional<ServiceHandle> own(Application app) {
        return app.find(source.path()).filter(each -> each.implementation() == this);
    }

    void withdraw() {
        listeners.forEach(Registration::remove);
        ServiceHandle handle = offered;
        if (handle == null) return;
        handle.app().unuse(handle);
        log.info("Service '{}' passes the bridge no more", source.path());
    }

    private @Nullable Object forward(HookContext context) {
        HookContext call = source.context(context.method(), context.id(), context.data(), context.params());
        source.run(call);
        return call.result();
    }
}
