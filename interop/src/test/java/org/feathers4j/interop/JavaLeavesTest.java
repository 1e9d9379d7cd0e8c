package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Java providers that leave and return, seen from a Node gateway and from a Java one. */
class JavaLeavesTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** Far below every timeout, far above what a machine under load needs. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    /** How long gateways would remember a provider that has not said that it leaves. */
    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_provider_that_leaves_politely_takes_its_service_along_at_once(NodeVersion version) {
        var gateway = mesh.nodeGateway(version, o -> o.withNodeTimeout(NODE_TIMEOUT));
        var javaGateway = mesh.java("java-gateway", o -> o.onlyConsuming().withNodeTimeout(NODE_TIMEOUT));
        var java = mesh.java("java", mesh.shared("echo", "echo"));
        gateway.awaitService("echo", SOON);
        javaGateway.await("echo", SOON);
        java.close();
        gateway.awaitNoService("echo", AT_ONCE);
        javaGateway.awaitNoService("echo", AT_ONCE);

        var process = mesh.process("java", mesh.shared("echo", "echo"));
        gateway.awaitService("echo", SOON);
        javaGateway.await("echo", SOON);
        process.leave();
        gateway.awaitNoService("echo", AT_ONCE);
        javaGateway.awaitNoService("echo", AT_ONCE);
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_replica_that_leaves_politely_under_load_costs_a_java_gateway_nothing_and_a_node_gateway_next_to_nothing(
            NodeVersion version) {
        var gateway = mesh.nodeGateway(
                version, o -> o.withOption("timeout", Patience.ofSeconds(4).toMillis()));
        var javaGateway = mesh.java("java-gateway", JavaPeerOptions::onlyConsuming);
        mesh.node("node", version, o -> o.withKey(mesh.key("shared")).withService("echo", "echo"));
        var java = mesh.java("java", mesh.shared("echo", "echo"));
        javaGateway.awaitOwners("echo", 2, SOON);
        gateway.awaitService("echo", SOON);

        int callers = 2;
        var load = mesh.load(callers, () -> gateway.call("echo", "get", 1));
        var javaLoad = mesh.load(callers, () -> javaGateway.service("echo").create(Map.of("a", 1)));
        load.awaitAnswers(50, SOON);
        javaLoad.awaitAnswers(50, SOON);
        java.close();
        load.awaitOnly("node", 50, SOON);
        javaLoad.awaitOnly("node", 50, SOON);
        assertThat(javaLoad.stop()).isEmpty();
        // What Node sends before it sees that the connection is closed is lost; from then on it asks the other
        // one.
        assertThat(load.stop())
                .hasSizeLessThanOrEqualTo(callers)
                .allSatisfy(e -> assertThat(e).hasMessageContaining("Request timed out."));
        // The other replica has the service: no peer may have been told that it is gone.
        assertThat(gateway.services()).containsKey("echo");
        assertThat(javaGateway.has("echo")).isTrue();
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_node_gateway_that_is_killed_and_restarted_has_the_service_again(NodeVersion version) {
        mesh.java("java", mesh.shared("echo", "echo"));
        var first = mesh.nodeGateway(version);
        first.awaitService("echo", SOON);
        first.kill();
        var second = mesh.nodeGateway(version);
        second.awaitService("echo", SOON);
        assertThat(Values.object(second.call("echo", "get", 1))).containsEntry("from", "java");
        // A Node peer that leaves while it is still discovering a peer fails.
        second.awaitEventsFrom(mesh.key("shared"), SOON);
        second.leave();
        var third = mesh.nodeGateway(version);
        third.awaitService("echo", SOON);
        assertThat(Values.object(third.call("echo", "get", 1))).containsEntry("from", "java");
    }

    /** Node tells of a removal before it has done it, and what is offered meanwhile is known to it. */
    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_service_that_is_withdrawn_and_offered_again_at_once_is_not_lost(NodeVersion version) {
        var gateway = mesh.nodeGateway(version);
        var java = mesh.java("java", mesh.shared("echo", "echo"));
        gateway.awaitService("echo", SOON);
        for (int i = 1; i <= 15; i++) {
            int times = i;
            java.unuse("echo");
            if (i % 3 > 0)
                Eventually.await(
                        SOON,
                        "the removal",
                        () -> gateway.seen("service-removed").size() == times);
            java.use("echo", "echo");
            Eventually.await(
                    SOON,
                    "the removal and the return",
                    () -> gateway.seen("service-removed").size() == times
                            && gateway.seen("service").size() == times + 1);
            assertThat(Values.object(gateway.call("echo", "get", 1))).containsEntry("from", "java");
        }
    }
}
