package org.feathers4j.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import org.feathers4j.Application;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.LogRecording;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Applications that choose the owners of their calls themselves. */
class ChosenOwnersTest {
    private static final Duration SOON = Patience.ofSeconds(10);

    @RegisterExtension
    private final LogRecording log = new LogRecording(RemoteCalls.class.getName());

    private final MemoryMesh mesh = new MemoryMesh();
    private final List<Application> running = new ArrayList<>();

    /** Asks the same peer while it lives. */
    private static final class Faithful implements LoadBalancer {
        private final Map<String, Peer> chosen = new ConcurrentHashMap<>();
        private final Map<Peer, AtomicInteger> underWay = new ConcurrentHashMap<>();
        private final AtomicInteger calls = new AtomicInteger();
        private final ConcurrentLinkedQueue<Peer> left = new ConcurrentLinkedQueue<>();

        @Override
        public Peer choose(MeshRequest request, List<Peer> owners, long now) {
            return chosen.compute(
                    request.path(),
                    (path, before) -> before != null && owners.contains(before) ? before : owners.getFirst());
        }

        @Override
        public void onBegin(Peer peer, long now) {
            calls.incrementAndGet();
            underWay.computeIfAbsent(peer, unknown -> new AtomicInteger()).incrementAndGet();
        }

        @Override
        public void onEnd(Peer peer, long begunAt, long now) {
            assertThat(now).isGreaterThanOrEqualTo(begunAt);
            Objects.requireNonNull(underWay.get(peer)).decrementAndGet();
        }

        @Override
        public void onLeft(Peer peer) {
            left.add(peer);
        }
    }

    private Application replica(String name) {
        var app = Application.create();
        running.add(app);
        app.configure(Distribution.create(o -> o.key("todos").link(mesh.link())));
        app.use("todos", Service.get((id, params) -> name));
        app.setup();
        return app;
    }

    private ServiceHandle todos(LoadBalancer balancer, int owners) {
        var app = Application.create();
        running.add(app);
        Distribution distribution = app.configure(Distribution.create(
                o -> o.key("gateway").services().link(mesh.link()).loadBalancer(balancer)));
        app.setup();
        Eventually.await(SOON, "the owners", () -> distribution.owners("todos").size() == owners);
        return app.service("todos");
    }

    private static List<@Nullable Object> answers(ServiceHandle todos, int count) {
        var answers = new ArrayList<@Nullable Object>();
        for (int i = 0; i < count; i++) answers.add(todos.get(i));
        return answers;
    }

    @AfterEach
    void close() {
        running.forEach(Application::close);
    }

    @Test
    void calls_go_where_the_balancer_of_the_application_sends_them() {
        Map<String, Application> replicas = Map.of("one", replica("one"), "two", replica("two"));
        var balancer = new Faithful();
        ServiceHandle todos = todos(balancer, 2);
        String first = String.valueOf(todos.get(0));
        assertThat(new HashSet<>(answers(todos, 5))).containsExactly(first);

        Objects.requireNonNull(replicas.get(first)).close();
        assertThat(new HashSet<>(answers(todos, 5))).containsExactly(first.equals("one") ? "two" : "one");

        assertThat(balancer.calls).hasValueGreaterThanOrEqualTo(11);
        assertThat(balancer.underWay.values())
                .allSatisfy(calls -> assertThat(calls).hasValue(0));
        Eventually.await(SOON, "the news that it left", () -> balancer.left.size() == 1);
    }

    @Test
    void a_peer_that_is_no_owner_fails_the_call_with_the_name_of_the_balancer() {
        replica("one");
        var stranger = new Peer("stranger", "elsewhere");
        ServiceHandle todos = todos(
                new LoadBalancer() {
                    @Override
                    public Peer choose(MeshRequest request, List<Peer> owners, long now) {
                        return stranger;
                    }

                    @Override
                    public String toString() {
                        return "Misled";
                    }
                },
                1);
        assertThatThrownBy(() -> todos.get(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Misled chose elsewhere@stranger for get on 'todos' of key 'todos'");
    }

    @Test
    void a_balancer_that_fails_to_take_news_is_logged_and_the_call_goes_on() {
        replica("one");
        ServiceHandle todos = todos(
                new LoadBalancer() {
                    @Override
                    public Peer choose(MeshRequest request, List<Peer> owners, long now) {
                        return owners.getFirst();
                    }

                    @Override
                    public void onBegin(Peer peer, long now) {
                        throw new IllegalStateException("not now");
                    }

                    @Override
                    public String toString() {
                        return "Busy";
                    }
                },
                1);
        assertThat(todos.get(1)).isEqualTo("one");
        assertThat(log.messages(Level.ERROR)).containsExactly("Busy failed; calls go on");
    }
}
