package org.feathers4j.testkit;

import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.junit.jupiter.api.AfterEach;

/** The memory service in an application, called from within. */
class LocalServiceContractTest extends ServiceContract {
    private final Application app = Application.create();
    private final Store store;
    private final RegisteredServices services;

    LocalServiceContractTest() {
        store = newStore();
        services = new RegisteredServices(app, store);
    }

    Store newStore() {
        return Store.MEMORY;
    }

    @AfterEach
    void close() {
        app.close();
        store.close();
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        return local(store.service("id", settings));
    }

    @Override
    protected ServiceUnderTest startWithOnly(String method) {
        return local(store.serviceWithOnly("id", method));
    }

    private ServiceUnderTest local(ServiceUnderTest service) {
        return new Local(service, services.add(service));
    }

    private record Local(ServiceUnderTest registered, ServiceHandle handle) implements ServiceUnderTest {
        @Override
        public Service.Complete service() {
            return new CalledService(handle);
        }

        @Override
        public Service.Complete raw() {
            return registered.raw();
        }

        @Override
        public String id() {
            return registered.id();
        }

        @Override
        public Object options() {
            return registered.options();
        }

        @Override
        public List<String> events() {
            return handle.options().publishedEvents();
        }
    }
}
