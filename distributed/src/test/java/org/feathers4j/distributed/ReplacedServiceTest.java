package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.feathers4j.Application;
import org.feathers4j.Id;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.ServiceRegistryListener;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Services that are removed or replaced while other applications offer the same, or while calls are under way. */
class ReplacedServiceTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    private Distribution join(String key) {
        Application app = Application.create();
        running.add(app);
        Distribution distribution =
                app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
        app.setup();
        return distribution;
    }

    private static Service.Gets named(String name) {
        return (id, params) -> name;
    }

    private static final class Orders implements Service.Gets, Service.Creates {
        @Override
        public Object get(@Nullable Id id, Params params) {
            return "other";
        }

        @Override
        public @Nullable Object create(@Nullable Object data, Params params) {
            return data;
        }
    }

    @RepeatedTest(5)
    void a_replica_replaces_its_own_service_at_any_moment() {
        Distribution other = join("orders");
        running.getFirst().use("orders", new Orders());
        Distribution replica = join("orders");
        Application app = running.getLast();
        replica.await("orders", SOON);
        for (int i = 0; i < 200; i++) {
            String version = "version " + i;
            app.use("orders", named(version));
            assertThat(app.service("orders").get(1)).isEqualTo(version);
            assertThat(replica.remoteServices()).doesNotContain("orders");
            app.unuse("orders");
            if (i % 3 == 0) replica.await("orders", SOON);
        }
        ServiceHandle proxy = replica.await("orders", SOON);
        assertThat(proxy.get(1)).isEqualTo("other");
        var heard = new ConcurrentLinkedQueue<Object>();
        proxy.on("created", (item, context) -> heard.add(item));
        running.getFirst().service("orders").create(Map.of("id", 1));
        Eventually.await(SOON, "an event of the other one", () -> heard.contains(Map.of("id", 1)));
        assertThat(other.peers()).hasSize(1);
    }

    @Test
    void the_application_hears_of_a_remote_service_that_gave_way_and_of_its_return() {
        Distribution other = join("orders");
        Distribution replica = join("orders");
        Application app = running.getLast();
        var heard = new ConcurrentLinkedQueue<String>();
        app.on("service", arguments -> heard.add("service " + ((ServiceDescriptor) arguments[0]).path()));
        app.on("service-removed", arguments -> heard.add("removed " + ((ServiceDescriptor) arguments[0]).path()));
        running.getFirst().use("orders", named("other"));
        ServiceHandle proxy = replica.await("orders", SOON);
        app.use("orders", named("own"));
        Eventually.await(SOON, "the proxy to give way", () -> heard.size() == 2);
        assertThat(app.unuse(proxy)).isFalse();
        assertThat(app.service("orders").get(1)).isEqualTo("own");
        app.unuse("orders");
        replica.await("orders", SOON);
        Eventually.await(SOON, "its return", () -> heard.size() == 3);
        assertThat(heard).containsExactly("service orders", "removed orders", "service orders");
        assertThat(other.peers()).hasSize(1);
    }

    @Test
    void plugins_see_the_remote_service_go_before_the_own_one_comes() {
        join("orders");
        running.getFirst().use("orders", named("other"));
        Distribution replica = join("orders");
        Application app = running.getLast();
        ServiceHandle proxy = replica.await("orders", SOON);
        var seen = new ArrayList<String>();
        app.onServices(new ServiceRegistryListener() {
            @Override
            public void added(ServiceHandle service) {
                if (service.path().equals("orders")) seen.add("added " + service.equals(proxy));
            }

            @Override
            public void removed(ServiceHandle service) {
                if (service.path().equals("orders")) seen.add("removed " + service.equals(proxy));
            }
        });
        app.use("orders", named("own"));
        assertThat(seen).containsExactly("added true", "removed true", "added false");
    }

    @Test
    void an_own_service_does_not_give_way_to_another_own_one() {
        join("orders");
        Application app = running.getLast();
        app.use("orders", named("first"));
        assertThatThrownBy(() -> app.use("orders", named("second")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Path orders already exists");
    }

    @Test
    void the_event_of_a_call_that_outlives_its_service_is_heard_here_and_elsewhere() throws Exception {
        join("orders");
        Application provider = running.getFirst();
        Distribution gateway = join("gateway");
        var begun = new CountDownLatch(1);
        var removed = new CountDownLatch(1);
        provider.use("orders", Service.create((data, params) -> {
            begun.countDown();
            removed.await();
            return data;
        }));
        var heard = new ConcurrentLinkedQueue<String>();
        provider.service("orders").on("created", (item, context) -> heard.add("here " + item));
        gateway.await("orders", SOON).on("created", (item, context) -> heard.add("there " + item));
        Thread.ofVirtual().start(() -> provider.service("orders").create(Map.of("id", 1)));
        assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        provider.unuse("orders");
        Eventually.await(SOON, "the removal", () -> gateway.remoteServices().isEmpty());
        removed.countDown();
        Eventually.await(SOON, "both events", () -> heard.size() == 2);
        assertThat(heard).containsExactlyInAnyOrder("here {id=1}", "there {id=1}");
    }

    @Test
    void the_event_of_a_call_that_is_finished_when_its_application_leaves_is_heard_elsewhere() throws Exception {
        join("orders");
        Application provider = running.getFirst();
        Distribution gateway = join("gateway");
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        provider.use("orders", Service.create((data, params) -> {
            begun.countDown();
            go.await();
            return data;
        }));
        var heard = new ConcurrentLinkedQueue<Object>();
        ServiceHandle orders = gateway.await("orders", SOON);
        orders.on("created", (item, context) -> heard.add(String.valueOf(item)));
        Thread.ofVirtual().start(() -> orders.create(Map.of("id", 1)));
        assertThat(begun.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(provider::close);
        Eventually.await(SOON, "the removal", () -> gateway.remoteServices().isEmpty());
        go.countDown();
        assertThat(closing.join(SOON)).isTrue();
        Eventually.await(SOON, "the event", () -> !heard.isEmpty());
        assertThat(heard).containsExactly("{id=1}");
    }
}
