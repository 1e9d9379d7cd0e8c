package org.feathers4j.interop;

import java.time.Duration;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Node consumers that stood still for longer than their node timeout, and so forgot every other application. */
class StalledConsumersTest {

    private static final Duration SOON = Patience.ofSeconds(20);
    private static final Duration LONGER_THAN_ITS_NODE_TIMEOUT = NodePeerOptions.QUICK_NODE_TIMEOUT.plusMillis(500);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_consumer_that_was_stalled_and_forgets_everybody_has_the_service_again(NodeVersion version) {
        var java = mesh.java("java", o -> o.withService("echo", "echo"));
        var stalled = consumer("stalled", version);
        stalled.awaitService("echo", SOON);
        stallUntilItForgets(stalled, java);
        awaitAnswer(stalled);
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_consumer_that_was_stalled_and_tells_nobody_has_the_service_again(NodeVersion version) {
        var java = mesh.java("java", o -> o.withService("echo", "echo"));
        // One that shares nothing echoes nothing: Java does not hear that the service was removed.
        var stalled = mesh.node("stalled", version, o -> o.onlyConsuming().withOption("heartbeatInterval", 0));
        stalled.awaitService("echo", SOON);
        stallUntilItForgets(stalled, java);
        awaitAnswer(stalled);
    }

    /** Without a heartbeat: nothing but Java's own doing brings the service back. */
    private NodePeer consumer(String name, NodeVersion version) {
        return mesh.node(name, version, o -> o.withOption("heartbeatInterval", 0));
    }

    /** It may know the service from a peer whose hello it has not received yet: the loss of that peer goes unnoticed. */
    private static void stallUntilItForgets(NodePeer stalled, JavaPeer java) {
        stalled.awaitInSight(java.uuid(), SOON);
        stalled.stall(LONGER_THAN_ITS_NODE_TIMEOUT);
        awaitRemoved(stalled, "echo");
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
