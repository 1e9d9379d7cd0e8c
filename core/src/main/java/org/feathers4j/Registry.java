package org.feathers4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of an application by their paths, and the mixins that follow them. Owner of both: writers take turns, readers get the current immutable
 * map without a lock. Mixins hear of services under the lock, so that what they see comes in the order in which it happened.
 */
final class Registry {
    private static final Logger log = LoggerFactory.getLogger(Registry.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Mixin> mixins = new ArrayList<>();
    private volatile Map<String, ServiceHandle> services = Map.of();
    private boolean started;

    @Nullable
    ServiceHandle find(String path) {
        return services.get(path);
    }

    Collection<ServiceHandle> all() {
        return services.values();
    }

    /** Registers a service; true when all others were set up already, and the caller has to do it for this one. */
    boolean add(ServiceHandle service) {
        lock.lock();
        try {
            if (services.containsKey(service.path()))
                throw new IllegalArgumentException("Path %s already exists".formatted(service.path()));
            var more = new LinkedHashMap<>(services);
            more.put(service.path(), service);
            services = Collections.unmodifiableMap(more);
            tell(service);
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** A service that a mixin refuses is not registered, and those that have welcomed it hear so. */
    private void tell(ServiceHandle service) {
        try {
            for (Mixin mixin : mixins) mixin.added(service);
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
            for (Mixin mixin : mixins) forget(mixin, removed);
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** The service is gone whatever a mixin says, and the others must hear so too. */
    private static void forget(Mixin mixin, ServiceHandle removed) {
        try {
            mixin.removed(removed);
        } catch (RuntimeException e) {
            log.warn("A mixin failed when service '{}' was removed", removed.path(), e);
        }
    }

    void follow(Mixin mixin) {
        lock.lock();
        try {
            mixins.add(mixin);
            services.values().forEach(mixin::added);
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
