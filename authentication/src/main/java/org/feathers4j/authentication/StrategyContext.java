package org.feathers4j.authentication;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.HookContext;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.ServiceHandle;
import org.feathers4j.hooks.Resolvers;
import org.jspecify.annotations.Nullable;

/**
 * The service and the name of a strategy, and its current settings.
 *
 * @param name under which it is registered
 * @param service the authentication service that it is registered with
 */
public record StrategyContext(String name, AuthenticationService service) {
    /** The application. */
    public Application app() {
        return service.app();
    }

    /** The strategy's own settings: the object under its name in the authentication configuration; empty when there is none. */
    public Map<String, @Nullable Object> settings() {
        return configuration().section(name);
    }

    private Configuration configuration() {
        return service.configuration();
    }

    /** The name of the entity in results and params, usually {@code user}; null when there are no entities, only tokens. */
    public @Nullable String entity() {
        Map<String, @Nullable Object> own = settings();
        return own.containsKey("entity")
                ? Configuration.text(own.get("entity"))
                : configuration().entity();
    }

    /**
     * The result of a strategy in the form for external callers: the entity as its service answers a {@code get} of such a caller (the original's strategies each do
     * this on their own). Entities without an id, and those of no service, stay as they are.
     */
    Map<String, @Nullable Object> shown(Map<String, @Nullable Object> found, Params params) {
        String name = Objects.requireNonNullElse(entity(), "user");
        var shown = new LinkedHashMap<>(found);
        if (servicePath() != null && found.get(name) instanceof Map<?, ?> entity) {
            Object id = entity.get(entityId());
            if (id != null) shown.put(name, external(new Id(id), params.with(name, entity)));
        }
        return Configuration.object(Resolvers.shown(shown));
    }

    private Object external(Id id, Params params) {
        ServiceHandle service = entityService();
        HookContext get = service.context("get", id, null, params);
        HookContext done = existing(() -> {
            service.run(get);
            return get;
        });
        if (done == null) throw TokenErrors.unknownSubject(entity());
        return Objects.requireNonNullElse(done.shown(), Map.of());
    }

    /** The requested entity; null when it does not exist. */
    static <T> @Nullable T existing(Supplier<@Nullable T> get) {
        try {
            return get.get();
        } catch (FeathersException e) {
            if (e.kind() == ErrorKind.NOT_FOUND || e.kind() == ErrorKind.GONE) return null;
            throw e;
        }
    }

    private @Nullable String servicePath() {
        return settings().get("service") instanceof String own
                ? own
                : configuration().service();
    }

    boolean isEntityService(ServiceHandle service) {
        String path = servicePath();
        return path != null && path.replaceAll("^/+|/+$", "").equals(service.path());
    }

    /**
     * The service with the entities, which may be one of another application.
     *
     * @throws FeathersException NotAuthenticated when none is configured, Unavailable while it is not there
     */
    public ServiceHandle entityService() {
        return entities().handle();
    }

    private EntityService entities() {
        String path = servicePath();
        if (path == null) throw FeathersException.notAuthenticated("Could not find entity service");
        return new EntityService(app(), path);
    }

    /** The field of an entity that holds its id: {@code entityId}, or the field that the service states; {@code id} for a service of another application, which states none. */
    public String entityId() {
        Object own = settings().get("entityId");
        return own instanceof String text ? text : configuration().entityId(entities());
    }
}
