package org.feathers4j;

import java.util.Collection;
import java.util.Optional;

import org.jetbrains.lincheck.datastructures.Operation;

/** A service that comes and goes while the application starts and stops. */
public final class RegistryModel {
    private static final ServiceHandle SERVICE = service();

    private final Registry registry = new Registry();

    private static ServiceHandle service() {
        Application app = Application.create();
        app.use("todos", (Service.Gets) (id, params) -> id);
        return app.service("todos");
    }

    /** Whether the caller has to set it up. */
    @Operation
    public String add() {
        try {
            return registry.add(SERVICE).late() ? "late" : "early";
        } catch (IllegalArgumentException exists) {
            return "exists";
        }
    }

    @Operation
    public boolean remove() {
        return registry.remove(SERVICE);
    }

    @Operation
    public boolean find() {
        return registry.find(SERVICE.path()) != null;
    }

    /** How many are to be set up. */
    @Operation
    public int start() {
        return size(registry.start());
    }

    /** How many are to be torn down. */
    @Operation
    public int stop() {
        return size(registry.stop());
    }

    private static int size(Optional<Collection<ServiceHandle>> services) {
        return services.map(Collection::size).orElse(-1);
    }
}
