package org.feathers4j.distributed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.feathers4j.Application;
import org.feathers4j.LifeCycle;
import org.feathers4j.SerialExecutor;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceRegistryListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins two meshes with different links, for instance cote and NATS: the applications of each can use the services of both.
 *
 * <pre>{@code
 * Application here = Application.create();
 * here.configure(Distribution.create(o -> o.key("bridge")));
 * Application there = Application.create();
 * there.configure(Distribution.create(o -> o.key("bridge").link(NatsLink.create(...))));
 * Bridge.between(here, there);
 * here.setup();
 * there.setup();
 * }</pre>
 *
 * <p>Each remote service of the one application becomes a service of the other one, which passes calls on and emits the events. Local services of the two are not passed on, and
 * a path that the other mesh has a service at is left alone. A service that came through a bridge passes no further one, so that there are no loops. Several bridges may join the same meshes,
 * each under a key of its own.
 *
 * <p>Ends when one of the applications closes.
 */
public final class Bridge implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bridge.class);
    private static final int LIMIT = 100_000;

    private final Side one;
    private final Side other;
    private final Predicate<ServiceDescriptor> services;
    private final SerialExecutor queue = new SerialExecutor("bridge", LIMIT);

    /** Belongs to the queue. */
    private boolean ended;

    /** An application, and what it offers for the other one, which belongs to the queue. */
    private static final class Side {
        private final Application app;
        private final String key;
        private final Map<String, BridgedService> bridged = new HashMap<>();

        Side(Application app) {
            this.app = app;
            key = app.plugin(Distribution.class)
                    .orElseThrow(() -> new IllegalStateException(
                            "A bridge joins applications that are on a mesh: configure both with Distribution first"))
                    .self()
                    .key();
        }
    }

    private Bridge(Application one, Application other, Predicate<ServiceDescriptor> services) {
        this.one = new Side(one);
        this.other = new Side(other);
        this.services = services;
    }

    /**
     * Joins the meshes of two applications, all services.
     *
     * @throws IllegalStateException when one of the applications is not configured with {@link Distribution}
     */
    public static Bridge between(Application one, Application other) {
        return between(one, other, service -> true);
    }

    /**
     * Joins the meshes of two applications.
     *
     * @param services which services are passed on; asked again when a service changes
     * @throws IllegalStateException when one of the applications is not configured with {@link Distribution}
     */
    public static Bridge between(Application one, Application other, Predicate<ServiceDescriptor> services) {
        if (one == other) throw new IllegalArgumentException("A bridge joins two applications, not one with itself");
        var bridge = new Bridge(one, other, services);
        bridge.watch(one);
        bridge.watch(other);
        return bridge;
    }

    private void watch(Application app) {
        app.onServices(new ServiceRegistryListener() {
            @Override
            public void added(ServiceHandle service) {
                changed(service);
            }

            @Override
            public void changed(ServiceHandle service) {
                // not here: the registry is locked
                if (!queue.add(() -> look(service.path())))
                    log.error("The bridge is overloaded: service '{}' may be missing on one side", service.path());
            }

            @Override
            public void removed(ServiceHandle service) {
                changed(service);
            }
        });
        app.lifeCycle(new LifeCycle() {
            @Override
            public void closing(Application closing) {
                close();
            }
        });
    }

    private void look(String path) {
        if (ended) return;
        look(path, one, other);
        look(path, other, one);
    }

    /** Has one side offer what the other side has at a path now, or no longer offer what it had. */
    private void look(String path, Side from, Side to) {
        ServiceHandle source = from.app.find(path).filter(this::passes).orElse(null);
        BridgedService present = to.bridged.get(path);
        if (present != null && (source == null || !present.isStill(source))) {
            to.bridged.remove(path);
            present.withdraw();
            present = null;
        }
        if (source == null || present != null || !isFree(path, to)) return;
        var service = new BridgedService(source);
        try {
            to.bridged.put(path, service);
            service.offer(to.app);
        } catch (IllegalArgumentException e) {
            to.bridged.remove(path);
            service.withdraw();
            log.warn("Service '{}' cannot pass the bridge: {}", path, e.getMessage());
        }
    }

    private boolean passes(ServiceHandle service) {
        return service.implementation() instanceof RemoteService remote
                && !BridgedService.isBridged(remote.descriptor())
                && services.test(remote.descriptor());
    }

    /** Another bridge with a key of its own is no obstacle: peers use one of the two, and the other one after its end. */
    private static boolean isFree(String path, Side side) {
        ServiceHandle present = side.app.find(path).orElse(null);
        if (present == null) return true;
        if (!(present.implementation() instanceof RemoteService remote)
                || !BridgedService.isBridged(remote.descriptor())) return false;
        if (!remote.descriptor().key().equals(side.key)) return true;
        log.warn(
                "Service '{}' has passed another bridge with the key '{}', and waits for its end: give each bridge a key of its own",
                path,
                side.key);
        return false;
    }

    /** Ends it: neither mesh has services of the other one any more. Returns when they are withdrawn. Doing so twice has no further effect. */
    @Override
    public void close() {
        var done = new CompletableFuture<Boolean>();
        Runnable ending = () -> {
            end();
            done.complete(true);
        };
        if (queue.isRunningHere()) ending.run();
        else if (queue.add(ending)) done.join();
    }

    private void end() {
        ended = true;
        for (Side side : List.of(one, other)) {
            side.bridged.values().forEach(BridgedService::withdraw);
            side.bridged.clear();
        }
    }
}
