package org.feathers4j.testkit;

import java.util.Map;

import org.feathers4j.Application;
import org.feathers4j.ServiceHandle;
import org.feathers4j.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A service over Socket.IO, called by a client that knows no more than the frames of its protocol. */
class SocketServiceContractTest extends ServiceContract {
    private final Application app = Application.create();
    private final Store store;
    private final RegisteredServices services;
    private final SocketClient client;

    SocketServiceContractTest() {
        store = newStore();
        services = new RegisteredServices(app, store);
        app.configure(Server.create(o -> o.host("127.0.0.1").eventLoops(1)));
        app.listen(0);
        client = SocketClient.connect(app.port());
    }

    Store newStore() {
        return Store.MEMORY;
    }

    @AfterEach
    void close() {
        client.close();
        app.close();
        store.close();
    }

    @Override
    protected ServiceUnderTest start(ServiceUnderTest.Settings settings) {
        ServiceHandle service = services.add(settings);
        return new RegisteredServices.Remote(
                client.service(service.path()), settings, service.options().publishedEvents());
    }

    /** The same as over HTTP: what cannot be asked for from another process. */
    @Override
    protected Map<String, String> excuses() {
        return Excuses.of("rest");
    }

    @Test
    void excuses_the_cases_that_fail_in_the_original_and_no_others() {
        assertThat(excuses())
                .hasSize(17)
                .containsOnlyKeys(recorded().stream()
                        .filter(recorded -> Boolean.FALSE.equals(recorded.get("passesThroughSocketClient")))
                        .map(recorded -> String.valueOf(recorded.get("name")))
                        .toList());
    }
}
