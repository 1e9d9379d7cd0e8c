package org.feathers4j.interop;

import java.time.Duration;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Node consumers that say of a Java service that it is gone. Every other Node consumer believes them; the Java provider
 * must bring it back, and Java consumers must not care.
 */
class RemovalEchoTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_service_that_a_node_consumer_removes_returns_to_all(NodeVersion version) {
        mesh.java("java", o -> o.withService("echo", "echo"));
        var javaConsumer = mesh.java("java-consumer", JavaPeerOptions::onlyConsuming);
        // The heartbeat repeats what the culprit itself has; that the victim knows it means that it will hear the rest,
        // too.
        var culprit = mesh.node("culprit", version, o -> o.withService("of-culprit", "echo"));
        var victim = consumer("victim", version);
        culprit.awaitService("echo", SOON);
        victim.awaitService("echo", SOON);
        victim.awaitService("of-culprit", SOON);
        javaConsumer.await("echo", SOON);
        var load = mesh.load(1, () -> javaConsumer.service("echo").get(1));

        culprit.unuse("echo");
        awaitRemoved(victim, "echo");
        awaitAnswer(victim);
        awaitAnswer(culprit);
        assertThat(load.stop()).isEmpty();
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void the_end_of_another_key_takes_the_service_away_only_for_a_moment(NodeVersion version) {
        mesh.java("java", o -> o.withService("echo", "echo"));
        var consumer = consumer("consumer", version);
        var other = mesh.node("other", version, o -> o.withService("notes", "todos"));
        consumer.awaitService("echo", SOON);
        consumer.awaitService("notes", SOON);
        other.kill();
        awaitRemoved(consumer, "notes");
        awaitRemoved(consumer, "echo");
        awaitAnswer(consumer);
    }

    /** Without a heartbeat: nothing but Java's own doing brings the service back. */
    private NodePeer consumer(String name, NodeVersion version) {
        return mesh.node(name, version, o -> o.withOption("heartbeatInterval", 0));
    }

    /** A consumer's own echo may take the service away from it once more, before it returns for good. */
    private static void awaitAnswer(NodePeer node) {
        var answer = Eventually.get(
                SOON, "an answer at %s".formatted(node), () -> node.call("echo", "get", 1), found -> true);
        assertThat(Values.object(answer)).containsEntry("from", "java");
    }

    private static void awaitRemoved(NodePeer node, String path) {
        node.awaitEvent("service-removed", event -> path.equals(event.get("path")), SOON);
    }
}
