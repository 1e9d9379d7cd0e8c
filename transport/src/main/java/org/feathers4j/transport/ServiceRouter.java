package org.feathers4j.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.feathers4j.Id;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceRegistryListener;
import org.jspecify.annotations.Nullable;

/**
 * The route table of an application: every service at its path, and its records below. Follows the services as they come and go once it was given to
 * {@link org.feathers4j.Application#onServices}. Safe for all threads.
 */
public final class ServiceRouter implements ServiceRegistryListener {
    /** The placeholder for the id, as in Feathers (packages/transport-commons/src/routing). */
    private static final String ID = "__id";

    /**
     * The service that a path leads to.
     *
     * @param service the service
     * @param id the last segment as text; null when the path is the service's own
     * @param route values of the placeholders in the service's path, and its constant ones
     */
    public record Target(ServiceHandle service, @Nullable Id id, Map<String, @Nullable Object> route) {}

    private final Router<ServiceHandle> router;

    /** Without any service yet. */
    public ServiceRouter(RouterOptions options) {
        this.router = new Router<>(options);
    }

    @Override
    public void added(ServiceHandle service) {
        router.insert(service.path(), service);
        router.insert(recordPath(service), service);
    }

    @Override
    public void removed(ServiceHandle service) {
        router.remove(service.path(), service);
        router.remove(recordPath(service), service);
    }

    private static String recordPath(ServiceHandle service) {
        return service.path() + "/:" + ID;
    }

    /**
     * The service that a path leads to, if any.
     *
     * @param path as it stands in the URL, percent-encoded, without the query
     */
    public Optional<Target> lookup(String path) {
        return router.lookup(path).map(match -> target(match.value(), match.parameters()));
    }

    private static Target target(ServiceHandle service, Map<String, String> parameters) {
        String id = parameters.get(ID);
        Map<String, String> constants = service.options().routeParams();
        if (constants.isEmpty() && parameters.size() == (id == null ? 0 : 1))
            return new Target(service, Id.ofNullable(id), Map.of());
        var route = new LinkedHashMap<String, @Nullable Object>(constants);
        route.putAll(parameters);
        route.remove(ID);
        return new Target(service, Id.ofNullable(id), Collections.unmodifiableMap(route));
    }
}
