package org.feathers4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of an application by their paths, and the listeners that follow them. Owner of both: writers take turns, readers get the current immutable
 * map without a lock. Registry listeners are called under the lock, so that they see changes in the order in which these happened.
 */
final class Registry {
    private static final Logger log = LoggerFactory.getLogger(Registry.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ServiceRegistryListener> listeners = new ArrayList<>();
    private volatile Map<String, ServiceHandle> services = Map.of();
    private boolean started;

    @Nullable
    ServiceHandle find(String path) {
        return services.get(path);
    }

    Collection<ServiceHandle> all() {
        return services.values();
    }

    /**
     * The outcome of a registration.
     *
     * @param late whether all earlier services were set up already, and the caller has to do it for this one
     * @param replaced the remote service that had the path; null when it was free
     */
    record Added(boolean late, @Nullable ServiceHandle replaced) {}

    /** Registers a service. A local service replaces a remote one at its path; the path is never empty in between. */
    Added add(ServiceHandle service) {
        lock.lock();
        try {
            ServiceHandle present = services.get(service.path());
            if (present != null
                    && (!present.options().isRemote() || service.options().isRemote()))
                throw new IllegalArgumentException("Path %s already exists".formatted(service.path()));
            var more = new LinkedHashMap<>(services);
            more.remove(service.path());
            more.put(service.path(), service);
            services = Collections.unmodifiableMap(more);
            if (present != null) forget(present);
            tell(service);
            return new Added(started, present);
        } finally {
            lock.unlock();
        }
    }

    /** A service that a listener refuses is not registered, and listeners that had accepted it are told. */
    private void tell(ServiceHandle service) {
        try {
            for (ServiceRegistryListener listener : listeners) listener.added(service);
        } catch (RuntimeException refusal) {
            remove(service.path());
            throw refusal;
        }
    }

    @Nullable
    ServiceHandle remove(String path) {
        lock.lock();
        try {
            var fewer = new LinkedHashMap<>(services);
            ServiceHandle removed = fewer.remove(path);
            if (removed == null) return null;
            services = Collections.unmodifiableMap(fewer);
            forget(removed);
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a service unless another one has its path by now; true when it was there. */
    boolean remove(ServiceHandle service) {
        lock.lock();
        try {
            return service.equals(services.get(service.path())) && remove(service.path()) != null;
        } finally {
            lock.unlock();
        }
    }

    /** Notifies listeners of a changed service. */
    void changed(ServiceHandle service) {
        lock.lock();
        try {
            if (service.equals(services.get(service.path())))
                forEachListener("changed", service, listener -> listener.changed(service));
        } finally {
            lock.unlock();
        }
    }

    private void forget(ServiceHandle removed) {
        forEachListener("removed", removed, listener -> listener.removed(removed));
    }

    /** The change is made even when a listener fails, and the remaining listeners must be told of it. */
    private void forEachListener(String what, ServiceHandle service, Consumer<ServiceRegistryListener> news) {
        for (ServiceRegistryListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                log.warn("A listener failed when service '{}' was {}", service.path(), what, e);
            }
        }
    }

    void follow(ServiceRegistryListener listener) {
        lock.lock();
        try {
            listeners.add(listener);
            services.values().forEach(listener::added);
        } catch (RuntimeException refusal) {
            listeners.remove(listener);
            throw refusal;
        } finally {
            lock.unlock();
        }
    }

    /** The services to set up: from now on {@link #add} tells its callers to do it. Empty the second time. */
    Optional<Collection<ServiceHandle>> start() {
        lock.lock();
        try {
            if (started) return Optional.empty();
            started = true;
            return Optional.of(services.values());
        } finally {
            lock.unlock();
        }
    }

    /** The services to tear down. Empty when they were never set up. */
    Optional<Collection<ServiceHandle>> stop() {
        lock.lock();
        try {
            if (!started) return Optional.empty();
            started = false;
            return Optional.of(services.values());
        } finally {
            lock.unlock();
        }
    }
}
