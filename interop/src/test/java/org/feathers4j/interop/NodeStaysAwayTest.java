package org.feathers4j.interop;

import java.time.Duration;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

/** Node providers that leave of their own accord and for good, seen from a Java gateway. */
class NodeStaysAwayTest {

    private static final Duration SOON = Patience.ofSeconds(20);

    /** How long the gateway remembers a provider: the call has begun by then. */
    private static final Duration FORGETS = Patience.ofSeconds(3);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @EnumSource
    void a_call_that_still_waits_when_the_last_provider_is_forgotten_fails_as_unavailable(NodeVersion version) {
        var gateway = mesh.java(
                "gateway",
                o -> o.withService("of-gateway", "echo")
                        .withNodeTimeout(FORGETS)
                        .withTimeout(SOON.multipliedBy(2)));
        var node = replica(version, "echo", "echo");
        gateway.await("echo", SOON);
        awaitSettled(node);
        node.leave();
        var waiting = Background.start(() -> gateway.service("echo").get(1));
        assertThat(waiting)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(throwable(FeathersException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        assertThat(gateway.has("echo")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_that_leaves_but_goes_on_as_a_process_is_forgotten(NodeVersion version) {
        // Its events publisher goes on saying hello (feathers-distributed, lib/cote.js, finalize()).
        var gateway = mesh.java("gateway", o -> o.withService("of-gateway", "echo"));
        var node = replica(version, "echo", "echo");
        gateway.await("echo", SOON);
        awaitSettled(node);
        node.finish();
        gateway.awaitNoService("echo", SOON);
        replica(version, "echo", "echo");
        assertThat(Values.object(gateway.await("echo", SOON).get(1))).containsEntry("from", "node");
    }

    /**
     * A Node peer that leaves while it is still discovering a peer fails (lib/register.js after finalize()). The gateway must have a
     * service for this: of one without, a Node peer may never hear.
     */
    private void awaitSettled(NodePeer node) {
        node.awaitEventsFrom(mesh.key("gateway"), SOON);
    }

    private NodePeer replica(NodeVersion version, String path, String kind) {
        return mesh.node("node", version, o -> o.withKey(mesh.key("shared")).withService(path, kind));
    }
}
