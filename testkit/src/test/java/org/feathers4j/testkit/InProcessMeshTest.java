package org.feathers4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Params;
import org.feathers4j.Service;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.testkit.InProcessMesh.Node;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Real applications over cote, on a network and in a time of the test's own. */
class InProcessMeshTest {
    private static final String A = "10.0.0.1";
    private static final String B = "10.0.0.2";
    private static final String GATE = "10.0.0.9";
    /** Silence of 30 s, noticed by a scan every 20 s. */
    private static final Duration UNTIL_GIVEN_UP = Duration.ofSeconds(51);

    /** In real time. */
    private static final Duration SOON = Patience.ofSeconds(20);

    private final InProcessMesh mesh = new InProcessMesh(1);

    @AfterEach
    void close() {
        mesh.close();
    }

    @Test
    void applications_that_start_together_see_each_other_within_two_seconds() {
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        Node todos = provider(A, "todos");
        provider(B, "users");
        mesh.advance(Duration.ofSeconds(2));
        assertThat(gateway.distribution().remoteServices()).containsExactlyInAnyOrder("todos", "users");
        assertThat(gateway.owners("todos")).containsExactly(todos.distribution().self());
        assertThat(todos.sees("users")).isTrue();
    }

    @Test
    void a_late_hello_brings_the_services_late() {
        mesh.network().weather(new NetworkConditions(0, 0, Duration.ofSeconds(8), Duration.ofSeconds(8), 1000));
        provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(7));
        assertThat(gateway.sees("todos")).isFalse();
        mesh.network().weather(NetworkConditions.FAIR);
        mesh.advance(Duration.ofSeconds(10));
        assertThat(gateway.sees("todos")).isTrue();
        assertThat(gateway.owners("todos")).hasSize(1);
    }

    @Test
    void a_silent_node_takes_its_own_services_along_and_no_others() {
        provider(A, "todos");
        provider(B, "users");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        mesh.network().cut(A, GATE);
        mesh.network().cut(A, B);
        mesh.advance(Duration.ofSeconds(25));
        assertThat(gateway.sees("todos")).as("three hellos may get lost").isTrue();
        mesh.advance(UNTIL_GIVEN_UP);
        assertThat(gateway.distribution().remoteServices()).containsExactly("users");
    }

    @Test
    void a_killed_node_is_out_of_rotation_at_once_and_given_up_later() {
        Node first = provider(A, "todos");
        Node second = provider(B, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        assertThat(gateway.owners("todos")).hasSize(2);
        mesh.kill(first);
        mesh.advance(Duration.ofMillis(100));
        assertThat(gateway.owners("todos"))
                .containsExactly(second.distribution().self());
        mesh.advance(UNTIL_GIVEN_UP);
        assertThat(gateway.sees("todos")).isTrue();
    }

    @Test
    void the_last_replica_of_one_key_leaving_takes_nothing_of_another_key_along() {
        Node todos = provider(A, "todos");
        provider(B, "users");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        Node other = mesh.node("10.0.0.8", "other", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        mesh.kill(todos);
        mesh.advance(UNTIL_GIVEN_UP);
        assertThat(gateway.distribution().remoteServices()).containsExactly("users");
        assertThat(other.distribution().remoteServices()).containsExactly("users");
        assertThat(gateway.owners("users")).hasSize(1);
    }

    @Test
    void after_a_partition_has_healed_everybody_sees_everything_again() {
        provider(A, "todos");
        provider(B, "users");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        mesh.network().cut(A, GATE);
        mesh.network().cut(B, GATE);
        mesh.network().breakConnections(A, GATE);
        mesh.network().breakConnections(B, GATE);
        mesh.advance(UNTIL_GIVEN_UP);
        assertThat(gateway.distribution().remoteServices()).isEmpty();
        mesh.network().heal(A, GATE);
        mesh.network().heal(B, GATE);
        mesh.advance(Duration.ofSeconds(15));
        assertThat(gateway.distribution().remoteServices()).containsExactlyInAnyOrder("todos", "users");
        assertThat(gateway.owners("todos")).hasSize(1);
        assertThat(gateway.owners("users")).hasSize(1);
    }

    @Test
    void a_connection_that_breaks_is_made_again_as_long_as_hellos_come() {
        provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        mesh.network().breakConnections(A, GATE);
        mesh.advance(Duration.ofSeconds(12));
        assertThat(gateway.owners("todos")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void loss_doubles_and_disorder_change_nothing_in_the_end(long seed) {
        try (var storm = new InProcessMesh(seed)) {
            storm.network().weather(NetworkConditions.STORM);
            Node one = storm.node(A, "todos", app -> app.use("todos", new Named("one")));
            Node two = storm.node(B, "todos", app -> app.use("todos", new Named("two")));
            Node gateway = storm.node(GATE, "gateway", app -> {});
            var removed = new ConcurrentLinkedQueue<Object>();
            storm.advance(Duration.ofMinutes(1));
            gateway.app().on("service-removed", arguments -> removed.addAll(List.of(arguments)));
            storm.network().weather(NetworkConditions.FAIR);
            storm.advance(Duration.ofSeconds(30));
            assertThat(gateway.owners("todos"))
                    .containsExactlyInAnyOrder(
                            one.distribution().self(), two.distribution().self());
            assertThat(removed).isEmpty();
        }
    }

    @Test
    void a_restarted_node_is_a_new_one_and_serves_at_once() {
        Node before = provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        mesh.kill(before);
        mesh.advance(Duration.ofSeconds(5));
        Node after = provider(A, "todos");
        mesh.advance(Duration.ofSeconds(2));
        assertThat(gateway.owners("todos")).containsExactly(after.distribution().self());
        mesh.advance(UNTIL_GIVEN_UP);
        assertThat(gateway.owners("todos")).containsExactly(after.distribution().self());
    }

    @Test
    void a_call_in_a_partition_waits_and_is_answered_after_it() {
        Node todos = provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {}, InProcessMeshTest::patient);
        mesh.advance(Duration.ofSeconds(2));
        mesh.network().cut(A, GATE);
        mesh.network().breakConnections(A, GATE);
        mesh.advance(Duration.ofSeconds(1));
        assertThat(gateway.owners("todos")).isEmpty();
        CompletableFuture<@Nullable Object> answer = call(gateway);
        mesh.advance(Duration.ofSeconds(5));
        assertThat(answer).isNotDone();
        mesh.network().heal(A, GATE);
        mesh.until("the answer", answer::isDone);
        assertThat(answer.join()).isEqualTo(Map.of("from", "todos"));
        assertThat(todos.app().services()).isNotEmpty();
    }

    @Test
    void a_call_that_finds_nobody_ends_at_its_timeout_and_not_before() {
        Node todos = provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        mesh.kill(todos);
        mesh.advance(Duration.ofSeconds(1));
        var answer = new CompletableFuture<@Nullable Object>();
        Thread caller = call(gateway, answer);
        // its time begins when it waits
        Eventually.await(SOON, "a call that waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        mesh.advance(Duration.ofSeconds(19));
        assertThat(answer).isNotDone();
        mesh.advance(Duration.ofSeconds(6));
        Eventually.await(SOON, "the timeout", () -> {
            mesh.advance(Duration.ZERO); // what its thread plans now is due
            return answer.isDone();
        });
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT));
    }

    @Test
    void a_call_lets_time_pass_until_it_has_ended() {
        provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {}, InProcessMeshTest::patient);
        mesh.advance(Duration.ofSeconds(2));
        assertThat(mesh.call(() -> gateway.app().service("todos").find())).isEqualTo(Map.of("from", "todos"));
        assertThatThrownBy(() -> mesh.call(() -> gateway.app().service("todos").get(1)))
                .isInstanceOfSatisfying(
                        FeathersException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.METHOD_NOT_ALLOWED));
        assertThat(mesh.call(() -> gateway.distribution()
                        .await("todos", Duration.ofSeconds(5))
                        .path()))
                .isEqualTo("todos");
    }

    @Test
    void a_call_on_the_thread_of_the_test_is_answered() {
        provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {}, InProcessMeshTest::patient);
        mesh.advance(Duration.ofSeconds(2));
        assertThat(gateway.app().service("todos").find()).isEqualTo(Map.of("from", "todos"));
    }

    @Test
    void another_thread_can_not_move_the_mesh() {
        var moving = CompletableFuture.runAsync(() -> mesh.advance(Duration.ofSeconds(1)));
        assertThatThrownBy(moving::join)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "belongs to the thread '%s'", Thread.currentThread().getName());
    }

    @Test
    void a_call_while_nobody_lets_time_pass_says_so() {
        provider(A, "todos");
        Node gateway = mesh.node(GATE, "gateway", app -> {});
        mesh.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> call(gateway).join())
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while time stood still");
    }

    private Node provider(String address, String path) {
        return mesh.node(address, path, app -> app.use(path, new Named(path)));
    }

    /** Threads answer calls in real time, of which a little is much of the mesh's. */
    private static void patient(DistributionOptions.Builder options) {
        options.timeout(Duration.ofMinutes(10));
    }

    private static CompletableFuture<@Nullable Object> call(Node gateway) {
        var answer = new CompletableFuture<@Nullable Object>();
        call(gateway, answer);
        return answer;
    }

    private static Thread call(Node gateway, CompletableFuture<@Nullable Object> answer) {
        return Thread.ofVirtual().start(() -> {
            try {
                answer.complete(gateway.app().service("todos").find());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    /** Answers with its name. */
    private record Named(String name) implements Service.Finds {
        @Override
        public Object find(Params params) {
            return Map.of("from", name);
        }
    }
}
