package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/** A Node and a Java replica with the same key, seen from a Java gateway and from a Node gateway. */
@EachNodeVersion
class SharedLoadTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @Parameter
    NodeVersion version;

    private LoopbackMesh mesh;
    private JavaPeer javaReplica;
    private NodePeer nodeReplica;
    private JavaPeer javaGateway;
    private NodePeer nodeGateway;

    @BeforeParameterizedClassInvocation
    void start() {
        mesh = new LoopbackMesh();
        var key = mesh.key("shared");
        javaReplica = mesh.java(
                "java",
                o -> o.withKey(key)
                        .withService("echo", "echo")
                        .withService("todos", "todos")
                        .withService("only-java", "echo"));
        javaGateway = mesh.java("java-gateway", JavaPeerOptions::onlyConsuming);
        nodeReplica = mesh.node(
                "node",
                version,
                o -> o.withKey(key)
                        .withService("echo", "echo")
                        .withService("todos", "todos")
                        .withService("only-node", "echo"));
        nodeGateway = mesh.node("node-gateway", version, NodePeerOptions::onlyConsuming);
        javaGateway.awaitOwners("echo", 2, SOON);
        javaGateway.awaitOwners("todos", 2, SOON);
        javaGateway.awaitOwners("only-java", 1, SOON);
        javaGateway.awaitOwners("only-node", 1, SOON);
        for (var path : new String[] {"echo", "todos", "only-java", "only-node"}) {
            nodeGateway.awaitService(path, SOON);
        }
        // What one replica does not have it gets from the other.
        javaReplica.await("only-node", SOON);
        nodeReplica.awaitService("only-java", SOON);
        Eventually.await(
                SOON,
                "both replicas answer the Node gateway",
                () -> answers(2, this::throughNode).size() == 2);
    }

    @AfterEach
    void nothing_was_harmed() {
        mesh.assertUnharmed();
    }

    @AfterParameterizedClassInvocation
    void end() {
        mesh.close();
    }

    @Test
    void a_java_gateway_asks_both_in_turn() {
        assertThat(answers(20, () -> javaGateway.service("echo").get(1))).isEqualTo(Map.of("java", 10, "node", 10));
    }

    @Test
    void a_node_gateway_asks_both_in_turn() {
        assertThat(answers(20, this::throughNode)).isEqualTo(Map.of("java", 10, "node", 10));
    }

    @Test
    void a_service_that_one_replica_lacks_is_served_by_the_other_to_a_java_gateway() {
        assertThat(answers(10, () -> javaGateway.service("only-java").get(1))).isEqualTo(Map.of("java", 10));
        assertThat(answers(10, () -> javaGateway.service("only-node").get(1))).isEqualTo(Map.of("node", 10));
    }

    @Test
    void a_service_that_one_replica_lacks_is_served_by_the_other_to_a_node_gateway() {
        // A Node gateway asks all replicas in turn; the one that lacks the service passes the request on.
        assertThat(answers(10, () -> nodeGateway.call("only-java", "get", 1))).isEqualTo(Map.of("java", 10));
        assertThat(answers(10, () -> nodeGateway.call("only-node", "get", 1))).isEqualTo(Map.of("node", 10));
    }

    @Test
    void replicas_use_each_others_services() {
        assertThat(answers(4, () -> javaReplica.service("only-node").get(1))).isEqualTo(Map.of("node", 4));
        assertThat(answers(4, () -> nodeReplica.call("only-java", "get", 1))).isEqualTo(Map.of("java", 4));
        assertThat(answers(4, () -> javaReplica.service("echo").get(1))).isEqualTo(Map.of("java", 4));
        assertThat(answers(4, () -> nodeReplica.call("echo", "get", 1))).isEqualTo(Map.of("node", 4));
    }

    @Test
    void events_of_both_replicas_are_heard_once_at_both_gateways() {
        nodeGateway.awaitEventsFrom(mesh.key("shared"), SOON);
        nodeGateway.listen("todos", "created");
        var inJava = javaGateway.listen("todos", "created");
        // One event subscriber of the Node gateway has a connection to each of the two publishers, the second a bit
        // later.
        Eventually.await(SOON, "events of both replicas at both gateways", () -> {
            javaReplica.service("todos").create(Map.of("probe", true));
            nodeReplica.call("todos", "create", Map.of("probe", true));
            return nodeGateway.emitted("todos", "created").stream()
                                    .map(event ->
                                            Values.object(event.get("data")).get("from"))
                                    .distinct()
                                    .count()
                            == 2
                    && inJava.named("created").stream()
                                    .map(event -> event.record().get("from"))
                                    .distinct()
                                    .count()
                            == 2;
        });
        javaReplica.service("todos").create(Map.of("text", "of java"));
        nodeReplica.call("todos", "create", Map.of("text", "of node"));
        for (var from : new String[] {"java", "node"}) {
            var text = "of " + from;
            nodeGateway.awaitEmitted("todos", "created", todo -> text.equals(todo.get("text")), SOON);
            inJava.await("created", todo -> text.equals(todo.get("text")), SOON);
        }
        assertThat(nodeGateway.emitted("todos", "created").stream()
                        .map(event -> Values.object(event.get("data")).get("text"))
                        .filter(text -> text != null))
                .containsExactlyInAnyOrder("of java", "of node");
        assertThat(inJava.named("created").stream()
                        .map(event -> event.record().get("text"))
                        .filter(text -> text != null))
                .containsExactlyInAnyOrder("of java", "of node");
    }

    private @Nullable Object throughNode() {
        return nodeGateway.call("echo", "get", 1);
    }

    /** How many of these calls each replica has answered. */
    private static Map<String, Integer> answers(int calls, Supplier<@Nullable Object> call) {
        var answers = new TreeMap<String, Integer>();
        for (int i = 0; i < calls; i++) {
            answers.merge(String.valueOf(Values.object(call.get()).get("from")), 1, Integer::sum);
        }
        return answers;
    }
}
