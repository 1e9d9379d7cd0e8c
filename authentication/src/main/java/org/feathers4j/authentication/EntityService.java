package org.feathers4j.authentication;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.hooks.Shaping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the service with the entities: one of this application, or of another one of the mesh, which comes and goes. */
record EntityService(Application app, String path) {
    private static final Logger log = LoggerFactory.getLogger(EntityService.class);

    /** The default name of the field with the id of a record. */
    static final String USUAL_ID = "id";

    /**
     * The service.
     *
     * @throws FeathersException Unavailable while it is not there: NotFound would tell clients that the entity does not exist
     */
    ServiceHandle handle() {
        try {
            return app.service(path);
        } catch (FeathersException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) throw e;
            throw FeathersException.unavailable(
                    "The service '%s' is not available, which is needed for authentication", path);
        }
    }

    /** The field of an entity that holds its id, if the service states one. Does not require the service: another application shares only its methods and events. */
    String id() {
        ServiceHandle service = app.find(path).orElse(null);
        if (service == null) return USUAL_ID;
        if (service.implementation() instanceof Service.Identifies identifies) return identifies.id();
        if (!Boolean.TRUE.equals(service.options().option("remote")))
            throw new IllegalStateException(
                    "The '%s' service does not have an 'id' property and no 'entityId' option is set."
                            .formatted(service.path()));
        return shared(service.options().option("remoteOptions"));
    }

    private static String shared(@Nullable Object options) {
        return options instanceof Map<?, ?> map && map.get(USUAL_ID) instanceof String own ? own : USUAL_ID;
    }

    /** Warns at startup of methods that change records and are open to any client: those without a hook that may refuse a caller. A service of another application has its hooks there. */
    void warn() {
        ServiceHandle service = app.find(path).orElse(null);
        if (service == null || Boolean.TRUE.equals(service.options().option("remote"))) return;
        List<String> open = Stream.of("update", "patch", "remove")
                .filter(service::allows)
                .filter(method -> !service.hasHooksBefore(method, hook -> !(hook instanceof Shaping)))
                .toList();
        if (!open.isEmpty())
            log.warn(
                    "Any client may call {} of '{}', which has the users: register authenticate() and owner() before all methods but create",
                    String.join(", ", open),
                    path);
    }

    /** Logs at startup when the service is missing. @throws FeathersException NotFound when it cannot come from another application */
    void check() {
        if (!app.takesServices()) app.service(path);
        else if (app.find(path).isEmpty())
            log.info("No application offers the service '{}' yet; logins are Unavailable until one does", path);
    }
}
