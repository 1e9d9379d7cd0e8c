package org.feathers4j.authentication;

import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where a strategy belongs, and its settings as they are when it asks.
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

    /** What an entity is called in results and params, usually {@code user}; null when there are no entities and tokens are all. */
    public @Nullable String entity() {
        Map<String, @Nullable Object> own = settings();
        return own.containsKey("entity")
                ? Configuration.text(own.get("entity"))
                : configuration().entity();
    }

    /** The service with the entities. @throws FeathersException NotAuthenticated when none is configured */
    public ServiceHandle entityService() {
        Object own = settings().get("service");
        String path = own instanceof String text ? text : configuration().service();
        if (path == null) throw FeathersException.notAuthenticated("Could not find entity service");
        return app().service(path);
    }

    /** The field of an entity that holds its id. */
    public String entityId() {
        Object own = settings().get("entityId");
        return own instanceof String text ? text : configuration().entityId(entityService());
    }
}
