package org.feathers4j.testkit;

import java.util.List;

import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.memory.MemoryService;
import org.junit.jupiter.api.AfterEach;

/** The memory service in an application, called from within. */
class LocalServiceContractTest extends ServiceContract {
    private final Application app = Application.create();
    private final RegisteredServices services = new RegisteredServices(app);

    @AfterEach
    void close() {
        app.close();
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        return new Local(services.add(settings));
    }

    @Override
    protected ServiceUnderTest startWithOnly(String method) {
        return new Local(services.add(new OnlyOneMethod(method, MemoryUnderTest.options("id"))));
    }

    private record Local(ServiceHandle handle) implements ServiceUnderTest {
        private MemoryService memory() {
            return (MemoryService) handle.implementation();
        }

        @Override
        public Service.Complete service() {
            return new CalledService(handle);
        }

        @Override
        public Service.Complete raw() {
            return memory().raw();
        }

        @Override
        public String id() {
            return memory().id();
        }

        @Override
        public Object options() {
            return memory().options();
        }

        @Override
        public List<String> events() {
            return handle.options().publishedEvents();
        }
    }
}
