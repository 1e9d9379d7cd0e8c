package org.feathers4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.Application;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.ServiceHandle;
import org.feathers4j.channels.Channels;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.testkit.InProcessMesh.Node;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas of one service that do not offer the same: those of a newer version have a method, an event and an option more. */
class RollingUpgradeTest {
    private static final Duration SEEN = Duration.ofSeconds(2);
    private static final Service.Finds ORDERS = params -> List.of();

    private final InProcessMesh mesh = new InProcessMesh(1);
    private final ConcurrentLinkedQueue<String> published = new ConcurrentLinkedQueue<>();
    private int hosts;

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void a_method_that_only_newer_replicas_have_can_be_called_as_soon_as_there_is_one() {
        Node gateway = gateway();
        Node old = replica(RollingUpgradeTest::first);
        assertThat(orders(gateway).allows("archive")).isFalse();
        replica(RollingUpgradeTest::second);
        expectArchive(gateway, 4);
        mesh.leave(old);
        mesh.advance(SEEN);
        expectArchive(gateway, 4);
    }

    @Test
    void a_method_that_only_newer_replicas_have_can_be_called_also_when_an_older_one_comes_back() {
        Node gateway = gateway();
        Node newer = replica(RollingUpgradeTest::second);
        replica(RollingUpgradeTest::first);
        expectArchive(gateway, 6);
        assertThat(gateway.owners("orders")).hasSize(2);
        mesh.leave(newer);
        mesh.advance(SEEN);
        assertThat(orders(gateway).allows("archive")).isFalse();
        FeathersException refused = failure(call(() -> orders(gateway).call("archive", Map.of())));
        assertThat(refused.kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED);
    }

    @Test
    void methods_that_all_replicas_have_are_still_called_in_turn() {
        Node gateway = gateway();
        replica(app -> first(app, "one"));
        replica(app -> second(app, "two"));
        var answers = new ConcurrentLinkedQueue<Object>();
        for (int i = 0; i < 4; i++)
            answers.add(Objects.requireNonNull(answer(call(() -> orders(gateway).call("who", Map.of())))));
        assertThat(answers).containsExactlyInAnyOrder("one", "one", "two", "two");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_event_that_only_newer_replicas_have_is_published_to_clients(boolean olderFirst) {
        Node gateway = gateway();
        if (olderFirst) replica(RollingUpgradeTest::first);
        Node newer = replica(RollingUpgradeTest::second);
        if (!olderFirst) replica(RollingUpgradeTest::first);
        newer.app().service("orders").emit("archived", Map.of("id", 1));
        mesh.until("the event", () -> !published.isEmpty());
        assertThat(published).containsExactly("archived {id=1}");
        assertThat(orders(gateway).options().publishedEvents()).contains("created", "archived");
    }

    @Test
    void options_are_those_of_all_replicas_and_go_with_them() {
        Node gateway = gateway();
        replica(RollingUpgradeTest::first);
        assertThat(orders(gateway).options().option("remoteOptions")).isEqualTo(Map.of("version", 1));
        Node newer = replica(RollingUpgradeTest::second);
        assertThat(orders(gateway).options().option("remoteOptions")).isEqualTo(Map.of("version", 2, "archive", "s3"));
        mesh.leave(newer);
        mesh.advance(SEEN);
        assertThat(orders(gateway).options().option("remoteOptions")).isEqualTo(Map.of("version", 1));
    }

    @Test
    void a_replica_that_replaces_its_service_offers_what_the_new_one_has() {
        Node gateway = gateway();
        Node replica = replica(RollingUpgradeTest::first);
        ServiceHandle before = orders(gateway);
        replica(RollingUpgradeTest::first);
        replica.app().unuse("orders");
        second(replica.app());
        mesh.advance(SEEN);
        expectArchive(gateway, 4);
        assertThat(orders(gateway)).isSameAs(before);
    }

    @Test
    void hooks_and_listeners_of_the_service_here_stay_and_are_there_for_the_new_method() {
        Node gateway = gateway();
        replica(RollingUpgradeTest::first);
        var seen = new ConcurrentLinkedQueue<String>();
        orders(gateway).hooks(h -> h.before(context -> seen.add(context.method())));
        orders(gateway).on("archived", (item, context) -> seen.add("heard " + item));
        Node newer = replica(RollingUpgradeTest::second);
        expectArchive(gateway, 1);
        newer.app().service("orders").emit("archived", 1);
        mesh.until("the event", () -> seen.size() == 2);
        assertThat(seen).containsExactly("archive", "heard {}");
    }

    @Test
    void a_call_whose_only_owner_is_not_connected_waits_for_it_and_does_not_go_to_one_without_the_method() {
        Node gateway = gateway();
        replica(RollingUpgradeTest::first);
        replica(RollingUpgradeTest::second);
        mesh.network().cut("10.0.0.9", "10.0.0.2");
        mesh.network().breakConnections("10.0.0.9", "10.0.0.2");
        mesh.advance(Duration.ofSeconds(1));
        assertThat(gateway.owners("orders")).hasSize(1);
        CompletableFuture<@Nullable Object> answer = call(() -> orders(gateway).call("archive", Map.of()));
        mesh.advance(Duration.ofSeconds(3));
        assertThat(answer).isNotDone();
        mesh.network().heal("10.0.0.9", "10.0.0.2");
        assertThat(answer(answer)).isEqualTo("archived");
    }

    @ParameterizedTest
    @ValueSource(strings = {"find", "archive"})
    void a_call_under_way_ends_when_the_last_owner_is_given_up_although_its_connection_is_open(String method) {
        // without healthchecks, which would find out sooner
        Node gateway = gateway(o -> o.timeout(Duration.ofMinutes(10)).detection(d -> d.misses(10_000)));
        replica(RollingUpgradeTest::second);
        ServiceHandle orders = orders(gateway);
        mesh.network().cut("10.0.0.9", "10.0.0.1");
        CompletableFuture<@Nullable Object> answer =
                call(() -> method.equals("find") ? orders.find() : orders.call(method, Map.of()));
        mesh.advance(Duration.ofSeconds(25));
        assertThat(answer).isNotDone();
        mesh.advance(Duration.ofSeconds(30));
        assertThat(gateway.sees("orders")).isFalse();
        assertThat(failure(answer).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }

    /** Threads answer calls in real time, of which a little is much of the mesh's. */
    private Node gateway() {
        return gateway(o -> o.timeout(Duration.ofMinutes(10)).detection(d -> d.misses(10_000)));
    }

    private Node gateway(java.util.function.Consumer<DistributionOptions.Builder> options) {
        return mesh.node(
                "10.0.0.9",
                "gateway",
                app -> app.configure(Channels.create()).publish((item, context) -> {
                    published.add(context.event() + " " + item);
                    return null;
                }),
                o -> options.accept(o.distributedEvents("created", "archived")));
    }

    private Node replica(java.util.function.Consumer<Application> version) {
        Node node = mesh.node(
                "10.0.0." + ++hosts,
                "orders",
                version,
                o -> o.remoteServices()
                        .distributedEvents("created", "archived")
                        .distributedMethods("find", "who", "archive")
                        .remoteServiceOptions(service -> List.of("version", "archive")));
        mesh.advance(SEEN);
        return node;
    }

    private static void first(Application app) {
        first(app, "first");
    }

    private static void first(Application app, String name) {
        app.use("orders", ORDERS, o -> o.method("who", (data, params) -> name).with("version", 1));
    }

    private static void second(Application app) {
        second(app, "second");
    }

    private static void second(Application app, String name) {
        app.use(
                "orders",
                ORDERS,
                o -> o.method("who", (data, params) -> name)
                        .method("archive", (data, params) -> "archived")
                        .events("archived")
                        .with("version", 2)
                        .with("archive", "s3"));
    }

    private static ServiceHandle orders(Node gateway) {
        return gateway.app().service("orders");
    }

    private void expectArchive(Node gateway, int times) {
        assertThat(orders(gateway).allows("archive")).isTrue();
        for (int i = 0; i < times; i++)
            assertThat(answer(call(
                            () -> orders(gateway).call("archive", Map.of(), Params.of(Map.of("provider", "rest"))))))
                    .isEqualTo("archived");
    }

    private static CompletableFuture<@Nullable Object> call(java.util.function.Supplier<@Nullable Object> call) {
        var answer = new CompletableFuture<@Nullable Object>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(call.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private @Nullable Object answer(CompletableFuture<@Nullable Object> call) {
        mesh.until("the answer", call::isDone);
        return call.join();
    }

    private FeathersException failure(CompletableFuture<@Nullable Object> call) {
        mesh.until("the failure", call::isDone);
        return (FeathersException)
                Objects.requireNonNull(call.handle((answer, error) -> error).join());
    }
}
