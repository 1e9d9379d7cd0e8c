package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Java providers that are killed and return, seen from a Node gateway and from a Java one. */
class JavaDiesTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** Far below every timeout, far above what a machine under load needs. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_killed_replica_leaves_its_work_to_a_node_replica(NodeVersion version) {
        var gateway = mesh.java(
                "gateway", o -> o.onlyConsuming().withNodeTimeout(TIMEOUT).withTimeout(TIMEOUT));
        var java = mesh.process("java", mesh.shared("slow", "slow"));
        mesh.node("node", version, o -> o.withKey(mesh.key("shared")).withService("slow", "prompt"));
        var nodeGateway = mesh.nodeGateway(version);
        gateway.awaitOwners("slow", 2, SOON);
        nodeGateway.awaitService("slow", SOON);
        awaitRequesters(nodeGateway, 2);

        var slow = gateway.service("slow");
        var get = UnderWay.at(() -> java.find("slow"), () -> slow.get(300_000));
        var write = UnderWay.at(() -> java.find("slow"), () -> slow.create(Map.of("ms", 300_000)));
        java.kill();
        assertThat(get).succeedsWithin(AT_ONCE).isEqualTo(Map.of("id", 300_000, "from", "node"));
        UnderWay.assertUnavailable(write, AT_ONCE);
        awaitRequesters(nodeGateway, 1); // what Node sends before it notices is lost
        for (int i = 0; i < 10; i++) {
            assertThat(Values.object(nodeGateway.call("slow", "get", 1))).containsEntry("from", "node");
        }
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_call_of_a_node_gateway_waits_for_a_killed_provider_to_be_restarted(NodeVersion version) {
        // Both remember the dead one, and the call waits, for longer than a restart takes on a machine under load.
        var gateway = mesh.nodeGateway(
                version, o -> o.withOption("timeout", SOON.toMillis()).withNodeTimeout(SOON));
        var first = mesh.process("java", mesh.shared("echo", "echo"));
        gateway.awaitService("echo", SOON);
        gateway.awaitRequesterTo(mesh.key("shared"), SOON);
        first.kill();
        // What Node sends before it notices is lost.
        gateway.awaitNoRequesterTo(mesh.key("shared"), SOON);
        var waiting = Background.start(() -> gateway.call("echo", "create", Map.of("a", 1)));
        mesh.process("java", mesh.shared("echo", "echo"));
        assertThat(waiting)
                .succeedsWithin(SOON)
                .extracting(Values::object)
                .satisfies(answer -> assertThat(answer).containsEntry("from", "java"));
        assertThat(Values.object(gateway.call("echo", "get", 1))).containsEntry("from", "java");
    }

    @ParameterizedTest
    @SideBySide
    @EnumSource
    void a_killed_provider_is_forgotten_by_a_node_gateway_and_welcome_when_it_returns(NodeVersion version) {
        var gateway = mesh.nodeGateway(version);
        var first = mesh.process("java", mesh.shared("echo", "echo"));
        gateway.awaitService("echo", SOON);
        gateway.awaitInSight(first.uuid(), SOON);
        first.kill();
        gateway.awaitNoService("echo", SOON);
        mesh.process("java", mesh.shared("echo", "echo"));
        gateway.awaitService("echo", SOON);
        assertThat(Values.object(gateway.call("echo", "get", 1))).containsEntry("from", "java");
    }

    private void awaitRequesters(NodePeer gateway, int count) {
        Eventually.await(
                SOON,
                "%d connections of %s".formatted(count, gateway),
                () -> gateway.requestersTo(mesh.key("shared")) == count);
    }
}
