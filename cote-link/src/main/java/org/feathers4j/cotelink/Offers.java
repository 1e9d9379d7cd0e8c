package org.feathers4j.cotelink;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.feathers4j.distributed.ServiceDescriptor;

/**
 * The offers of peers. An application whose hellos arrive again after a long silence need not repeat its offers, and on Node it does
 * not: it may never have noticed. Belongs to the loop.
 */
final class Offers {
    private static final int MOST_APPS = 1000;
    private static final int MOST_SERVICES = 2000;

    private final Map<String, Map<String, ServiceDescriptor>> byApp = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, ServiceDescriptor>> eldest) {
            return size() > MOST_APPS;
        }
    };

    void add(ServiceDescriptor service) {
        var services = byApp.computeIfAbsent(service.uuid(), uuid -> new LinkedHashMap<>());
        if (services.size() < MOST_SERVICES || services.containsKey(service.path()))
            services.put(service.path(), service);
    }

    /** Only its provider can take an offer back. */
    void remove(ServiceDescriptor service) {
        Map<String, ServiceDescriptor> services = byApp.get(service.uuid());
        if (services != null) services.remove(service.path());
    }

    /** Whether an application has taken back all that it offered. */
    boolean isWithdrawn(String appUuid) {
        Map<String, ServiceDescriptor> services = byApp.get(appUuid);
        return services != null && services.isEmpty();
    }

    /** What an application has offered so far. */
    Collection<ServiceDescriptor> of(String appUuid) {
        Map<String, ServiceDescriptor> services = byApp.get(appUuid);
        return services == null ? List.of() : List.copyOf(services.values());
    }
}
