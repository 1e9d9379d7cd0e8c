package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HealthcheckTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    private Distribution join(String key, boolean offers) {
        Application app = Application.create();
        running.add(app);
        Distribution distribution = app.configure(Distribution.create(o -> o.key(key)
                .link(mesh.link())
                .timeout(Patience.ofSeconds(2))
                .remoteServicePath(service -> service.key() + "/" + service.path())));
        if (offers) app.use("orders", Service.get((id, params) -> key));
        app.setup();
        return distribution;
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void a_path_that_two_keys_offer_is_unhealthy_when_one_of_them_does_not_answer(String ill) {
        Distribution gateway = join("gateway", false);
        Distribution first = join("first", true);
        gateway.await("first/orders", SOON);
        Distribution second = join("second", true);
        gateway.await("second/orders", SOON);
        var health = running.getFirst().service("distribution/healthcheck");
        assertThat(health.find()).isEqualTo(Map.of("orders", true));
        mesh.cut((ill.equals("first") ? first : second).self().uuid());
        Eventually.await(SOON, "the cut", () -> gateway.owners(ill + "/orders").isEmpty());
        FeathersException error = Objects.requireNonNull(catchThrowableOfType(FeathersException.class, health::find));
        assertThat(error.code()).isEqualTo(503);
        assertThat(error.data()).isEqualTo(Map.of("orders", false));
        assertThat(error.errors())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(1);
        for (String key : List.of("first", "second"))
            if (!key.equals(ill))
                assertThat(running.getFirst()
                                .service("distribution/healthcheck/:key")
                                .find(Params.empty().with("route", Map.of("key", key))))
                        .isEqualTo(Map.of("orders", true));
    }
}
