package org.feathers4j.interop;

import java.time.Duration;
import java.util.Map;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Node providers that die and return, seen from a Java gateway. */
class NodeDiesTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** Far below every timeout, far above what a machine under load needs. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** How long the gateway remembers a provider that stays away: longer than a call waits for it in vain. */
    private static final Duration FORGETS = Patience.ofSeconds(5);

    private static final Duration IN_VAIN = Patience.ofSeconds(1);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @EnumSource
    void a_replica_that_is_killed_under_load_costs_no_get(NodeVersion version) {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var node = replica(version, "echo", "echo");
        mesh.java("java", o -> o.withKey(mesh.key("shared")).withService("echo", "echo"));
        gateway.awaitOwners("echo", 2, SOON);

        var load = mesh.load(4, () -> gateway.service("echo").get(1));
        load.awaitAnswers(200, SOON);
        node.kill();
        load.awaitOnly("java", 200, SOON);
        assertThat(load.stop()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_get_under_way_to_a_killed_replica_goes_to_another_one_and_a_write_fails_at_once(NodeVersion version) {
        var gateway = mesh.java(
                "gateway", o -> o.onlyConsuming().withNodeTimeout(TIMEOUT).withTimeout(TIMEOUT));
        var node = replica(version, "slow", "slow");
        mesh.java("java", o -> o.withKey(mesh.key("shared")).withService("slow", "prompt"));
        gateway.awaitOwners("slow", 2, SOON);

        var slow = gateway.service("slow");
        var get = UnderWay.at(() -> node.call("slow", "find"), () -> slow.get(300_000));
        var write = UnderWay.at(() -> node.call("slow", "find"), () -> slow.create(Map.of("ms", 300_000)));
        node.kill();
        assertThat(get).succeedsWithin(AT_ONCE).isEqualTo(Map.of("id", 300_000, "from", "java"));
        UnderWay.assertUnavailable(write, AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void a_call_waits_for_a_killed_provider_to_be_restarted(NodeVersion version) {
        // The gateway remembers the dead one for longer than a restart takes on a machine under load.
        var gateway = mesh.java(
                "gateway",
                o -> o.onlyConsuming().withNodeTimeout(Duration.ofSeconds(30)).withTimeout(SOON));
        var first = replica(version, "echo", "echo");
        gateway.await("echo", SOON);
        first.kill();
        gateway.awaitOwners("echo", 0, SOON);
        var waiting = Background.start(() -> gateway.service("echo").create(Map.of("a", 1)));
        replica(version, "echo", "echo");
        assertThat(waiting)
                .succeedsWithin(SOON)
                .extracting(Values::object)
                .satisfies(answer -> assertThat(answer).containsEntry("from", "node"));
        assertThat(Values.object(gateway.service("echo").get(1))).containsEntry("from", "node");
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_that_stays_away_is_forgotten_and_welcome_when_it_returns(NodeVersion version) {
        var gateway = mesh.java(
                "gateway", o -> o.onlyConsuming().withNodeTimeout(FORGETS).withTimeout(IN_VAIN));
        var node = replica(version, "echo", "echo");
        gateway.await("echo", SOON);
        node.kill();
        gateway.awaitOwners("echo", 0, SOON);
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> gateway.service("echo").get(1))
                .withMessage(
                        "get on 'echo' of key '%s' found no application that offers it within %d s",
                        mesh.key("shared"), IN_VAIN.toSeconds())
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT));
        gateway.awaitNoService("echo", SOON);
        assertThatExceptionOfType(FeathersException.class)
                .isThrownBy(() -> gateway.service("echo"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
        replica(version, "echo", "echo");
        assertThat(Values.object(gateway.await("echo", SOON).get(1))).containsEntry("from", "node");
    }

    private NodePeer replica(NodeVersion version, String path, String kind) {
        return mesh.node("node", version, o -> o.withKey(mesh.key("shared")).withService(path, kind));
    }
}
