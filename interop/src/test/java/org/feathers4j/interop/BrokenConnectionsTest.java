package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TCP connections that break while both sides live and say hello. Node never tries again: Java must, and must make Node do so.
 */
class BrokenConnectionsTest {

    private static final Duration SOON = Patience.ofSeconds(30);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void both_sides_are_connected_again(NodeVersion version) {
        var java = mesh.java("java", o -> o.withService("of-java", "todos"));
        var node = mesh.node(
                "node",
                version,
                o -> o.withOption("heartbeatInterval", 0)
                        .withOption("timeout", 1000)
                        .withService("of-node", "todos"));
        java.await("of-node", SOON);
        node.awaitService("of-java", SOON);
        node.awaitEventsFrom(mesh.key("java"), SOON);
        node.listen("of-java", "created");
        var heardInJava = java.listen("of-node", "created");

        node.cut();
        assertThat(Values.objects(java.service("of-node").find())).isEmpty();
        Eventually.get(SOON, "calls from Node", () -> node.call("of-java", "find"), found -> true);
        // An event that is emitted before its publisher has accepted the new connection is lost, so that one alone
        // proves nothing.
        Eventually.await(SOON, "an event of Java in Node", () -> {
            java.service("of-java").create(Map.of("text", "of java"));
            return !node.emitted("of-java", "created").isEmpty();
        });
        Eventually.await(SOON, "an event of Node in Java", () -> {
            node.call("of-node", "create", Map.of("text", "of node"));
            return !heardInJava.named("created").isEmpty();
        });
        // New services are heard of, too.
        java.use("later-java", "echo");
        node.awaitService("later-java", SOON);
        node.use("later-node", "echo");
        java.await("later-node", SOON);
    }
}
