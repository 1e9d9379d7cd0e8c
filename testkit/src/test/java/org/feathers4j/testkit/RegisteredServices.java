package org.feathers4j.testkit;

import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;

/** Services of one application, each at a path of its own. For one thread, that of the test. */
final class RegisteredServices {
    private final Application app;
    private final Store store;
    private int count;

    RegisteredServices(Application app, Store store) {
        this.app = app;
        this.store = store;
    }

    /** Registers a service of the settings. */
    ServiceHandle add(ServiceUnderTest.Settings settings) {
        return add(store.service("id", settings));
    }

    ServiceHandle add(ServiceUnderTest service) {
        String path = "people-" + ++count;
        app.use(path, service.service(), o -> o.events("testing"));
        return app.service(path);
    }

    /**
     * The view that a remote caller has of a service.
     *
     * @param service his way to it
     * @param events the events that he knows of
     */
    record Remote(Service.Complete service, Object options, List<String> events) implements ServiceUnderTest {
        @Override
        public String id() {
            return "id";
        }
    }
}
