package org.feathers4j;

import java.util.Collection;
import java.util.Optional;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Services that come and go while the application starts and stops. */
@Param(name = "service", gen = IntGen.class, conf = "0:1")
public final class RegistryModel {
    private static final Application APP = Application.create();
    private static final ServiceHandle[] SERVICES = {service("a"), service("b")};

    private final Registry registry = new Registry();

    private static ServiceHandle service(String path) {
        APP.use(path, (Service.Gets) (id, params) -> id);
        return APP.service(path);
    }

    /** Whether the caller has to set it up. */
    @Operation
    public String add(@Param(name = "service") int service) {
        try {
            return registry.add(SERVICES[service]).late() ? "late" : "early";
        } catch (IllegalArgumentException exists) {
            return "exists";
        }
    }

    @Operation
    public boolean remove(@Param(name = "service") int service) {
        return registry.remove(SERVICES[service]);
    }

    @Operation
    public boolean find(@Param(name = "service") int service) {
        return registry.find(SERVICES[service].path()) != null;
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
