package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of an application names the providers that come and go, as soon as it knows. */
class ProviderLogTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final Application gateway = Application.create();
    private final Application first = replica("todos", "users");
    private final Application second = replica("todos");

    @RegisterExtension
    private final LogRecording log = new LogRecording(ProviderLog.class.getName());

    private final Distribution gatewayPart = join(gateway, "gateway");
    private final Distribution firstPart = join(first, "shop");
    private final Distribution secondPart = join(second, "shop");

    private static Application replica(String... paths) {
        Application app = Application.create();
        for (String path : paths) app.use(path, Service.get((id, params) -> id.value()));
        return app;
    }

    private Distribution join(Application app, String key) {
        return app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
    }

    @BeforeEach
    void start() {
        gateway.setup();
        first.setup();
        gatewayPart.await("todos", SOON);
        gatewayPart.await("users", SOON);
        second.setup();
        Eventually.await(SOON, "both", () -> gatewayPart.owners("todos").size() == 2);
    }

    @AfterEach
    void stop() {
        List.of(gateway, first, second).forEach(Application::close);
    }

    private void assertSaid(String line) {
        Eventually.await(
                SOON,
                "'%s' in the log".formatted(line),
                () -> log.messages(Level.INFO).contains(line));
    }

    @Test
    void the_second_provider_of_a_service_is_named_when_it_comes() {
        Peer one = firstPart.self();
        Peer two = secondPart.self();
        assertSaid("Service 'todos' is now offered by %s as well: providers are %s, %s".formatted(two, one, two));
    }

    @Test
    void a_provider_that_dies_is_named_with_what_is_left_of_its_services() {
        // the rest of the mesh has not noticed yet, as after a crash: nobody has said goodbye
        mesh.cut(firstPart.self().uuid());
        assertSaid(
                "%s is unreachable, its connection was closed; it offered 'todos' (still offered by %s), 'users' (no provider left)"
                        .formatted(firstPart.self(), secondPart.self()));
        assertThat(gatewayPart.peers()).contains(firstPart.self());
        mesh.heal(firstPart.self().uuid());
    }

    @Test
    void a_provider_that_leaves_is_named_for_each_of_its_services() {
        second.close();
        assertSaid("%s no longer offers 'todos' (still offered by %s)".formatted(secondPart.self(), firstPart.self()));
        first.close();
        assertSaid("%s no longer offers 'users' (no provider left)".formatted(firstPart.self()));
    }
}
