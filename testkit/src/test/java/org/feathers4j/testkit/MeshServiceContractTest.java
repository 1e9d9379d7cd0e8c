package org.feathers4j.testkit;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MemoryMesh;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;

/** A service of another application, over a mesh within the process. */
class MeshServiceContractTest extends ServiceContract {
    private static final Duration TIMEOUT = Patience.ofSeconds(30);

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application provider = Application.create();
    private final Application consumer = Application.create();
    private final Store store;
    private final RegisteredServices services;
    private final Distribution view;

    MeshServiceContractTest() {
        store = newStore();
        services = new RegisteredServices(provider, store);
        provider.configure(
                Distribution.create(o -> o.key("provider").remoteServices().link(newLink())));
        view = consumer.configure(
                Distribution.create(o -> o.key("consumer").services().link(newLink())));
        provider.setup();
        consumer.setup();
    }

    MeshLink newLink() {
        return mesh.link();
    }

    Store newStore() {
        return Store.MEMORY;
    }

    @AfterEach
    void close() {
        provider.close();
        consumer.close();
        store.close();
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        ServiceHandle remote = view.await(services.add(settings).path(), TIMEOUT);
        return new RegisteredServices.Remote(
                new CalledService(remote), settings, remote.options().publishedEvents());
    }

    @Override
    protected Map<String, String> excuses() {
        return Excuses.of("mesh");
    }
}
