package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Service;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeshStatusTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    private Distribution node(String key, Map<String, Service> services) {
        Application app = Application.create();
        running.add(app);
        Distribution distribution =
                app.configure(Distribution.create(o -> o.key(key).link(mesh.link())));
        services.forEach(app::use);
        app.setup();
        return distribution;
    }

    private static PeerStatus only(Distribution distribution) {
        List<PeerStatus> peers = distribution.status().peers();
        assertThat(peers).hasSize(1);
        return peers.getFirst();
    }

    private static Service echo() {
        return Service.get((id, params) -> switch (id.text()) {
            case "missing" -> throw FeathersException.notFound("No record");
            case "broken" -> throw new IllegalStateException("broken");
            default -> Map.of("id", id.value());
        });
    }

    @Test
    void peers_are_shown_with_their_services_and_the_calls_to_them() {
        Distribution worker = node("worker", Map.of("todos", echo(), "alarms", echo()));
        Distribution gateway = node("gateway", Map.of());
        var todos = gateway.await("todos", SOON);
        gateway.await("alarms", SOON);
        todos.get("1");
        assertThatThrownBy(() -> todos.get("missing")).isInstanceOf(FeathersException.class);
        assertThatThrownBy(() -> todos.get("broken")).isInstanceOf(FeathersException.class);
        PeerStatus peer = only(gateway);
        assertThat(peer.peer()).isEqualTo(worker.self());
        assertThat(peer.state()).isEqualTo(PeerStatus.State.CONNECTED);
        assertThat(peer.services()).extracting(ServiceDescriptor::path).containsExactly("alarms", "todos");
        assertThat(peer.calls().calls()).isEqualTo(3);
        // a record that is missing is an answer like any other
        assertThat(peer.calls().failures()).isEqualTo(1);
        assertThat(peer.calls().pending()).isZero();
        assertThat(peer.calls().median()).isNotNull();
        assertThat(peer.silence()).isLessThan(SOON);
        assertThat(peer.age()).isPositive();
    }

    @Test
    void an_application_shows_what_it_offers_and_what_it_has_served() {
        Distribution worker = node("worker", Map.of("todos", echo()));
        Distribution gateway = node("gateway", Map.of());
        gateway.await("todos", SOON).get("1");
        Eventually.await(
                SOON, "the call to be counted", () -> worker.status().served().calls() == 1);
        MeshStatus status = worker.status();
        assertThat(status.self()).isEqualTo(worker.self());
        assertThat(status.link()).isEqualTo("in memory");
        assertThat(status.services()).extracting(ServiceDescriptor::path).containsExactly("todos");
        assertThat(status.served().failures()).isZero();
    }

    @Test
    void a_call_under_way_is_pending() throws Exception {
        var arrived = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        node("worker", Map.of("slow", Service.get((id, params) -> {
            arrived.countDown();
            goOn.await();
            return Map.of();
        })));
        Distribution gateway = node("gateway", Map.of());
        var slow = gateway.await("slow", SOON);
        Thread caller = Thread.ofVirtual().start(() -> slow.get(1));
        arrived.await();
        assertThat(only(gateway).calls().pending()).isEqualTo(1);
        goOn.countDown();
        caller.join();
        assertThat(only(gateway).calls().pending()).isZero();
    }

    @Test
    void a_peer_whose_connection_is_cut_is_disconnected_and_keeps_its_services() {
        Distribution worker = node("worker", Map.of("todos", echo()));
        Distribution gateway = node("gateway", Map.of());
        gateway.await("todos", SOON);
        mesh.cut(worker.self().uuid());
        Eventually.await(SOON, "the cut", () -> only(gateway).state() == PeerStatus.State.DISCONNECTED);
        assertThat(only(gateway).services()).hasSize(1);
        mesh.heal(worker.self().uuid());
        Eventually.await(SOON, "the repair", () -> only(gateway).state() == PeerStatus.State.CONNECTED);
    }

    @Test
    void a_peer_that_leaves_calls_unanswered_is_suspected_then_excluded_then_connected_again() {
        node("worker", Map.of("todos", echo()));
        var link = new SwallowingLink(mesh.link());
        Application app = Application.create();
        running.add(app);
        Distribution gateway = app.configure(Distribution.create(o -> o.key("gateway")
                .link(link)
                .timeout(Duration.ofMillis(300))
                .detection(d -> d.probeAfter(Duration.ofMillis(20))
                        // it is suspected for so long
                        .probeTimeout(Patience.ofSeconds(2))
                        .misses(2))));
        app.setup();
        var todos = gateway.await("todos", SOON);
        link.swallows = true;
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                todos.create(Map.of());
            } catch (FeathersException expected) {
                assertThat(expected.code()).isGreaterThanOrEqualTo(400);
            }
        });
        Eventually.await(SOON, "the suspicion", () -> only(gateway).state() == PeerStatus.State.SUSPECTED);
        Eventually.await(SOON, "the exclusion", () -> only(gateway).state() == PeerStatus.State.EXCLUDED);
        link.swallows = false;
        Eventually.await(SOON, "the answer", () -> only(gateway).state() == PeerStatus.State.CONNECTED);
        Eventually.await(SOON, "the end of the call", () -> !caller.isAlive());
        assertThat(only(gateway).calls().failures()).isEqualTo(1);
    }

    /** Loses requests for a while. */
    private static final class SwallowingLink implements MeshLink {
        private final MeshLink link;
        volatile boolean swallows;

        SwallowingLink(MeshLink link) {
            this.link = link;
        }

        @Override
        public Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
            return swallows ? () -> {} : link.request(peer, request, onReply);
        }

        @Override
        public void open(LocalApp app, MeshListener listener) {
            link.open(app, listener);
        }

        @Override
        public void announce(ServiceDescriptor service) {
            link.announce(service);
        }

        @Override
        public void withdraw(ServiceDescriptor service, boolean tellOthers) {
            link.withdraw(service, tellOthers);
        }

        @Override
        public void publish(MeshEvent event) {
            link.publish(event);
        }

        @Override
        public void drain() {
            link.drain();
        }

        @Override
        public void close(Duration timeout) {
            link.close(timeout);
        }

        @Override
        public String description() {
            return link.description();
        }
    }

    @Test
    void a_peer_that_leaves_is_gone() {
        Distribution worker = node("worker", Map.of("todos", echo()));
        Distribution gateway = node("gateway", Map.of());
        gateway.await("todos", SOON).get(1);
        worker.leave();
        Eventually.await(SOON, "the end", () -> gateway.status().peers().isEmpty());
    }

    @Test
    void a_service_that_shares_neither_methods_nor_events_is_not_announced() {
        Application app = Application.create();
        running.add(app);
        Distribution worker =
                app.configure(Distribution.create(o -> o.key("worker").link(mesh.link())));
        app.use("own", echo(), o -> o.distributedMethods().distributedEvents());
        app.use("todos", echo());
        app.setup();
        Distribution gateway = node("gateway", Map.of());
        gateway.await("todos", SOON);
        assertThat(worker.status().services())
                .extracting(ServiceDescriptor::path)
                .containsExactly("todos");
        assertThat(gateway.remoteServices()).containsExactly("todos");
    }
}
