package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A Node replica that is frozen under load: it answers nothing, yet its connections stay open. */
class FrozenNodeReplicaTest {

    private static final Duration SOON = Patience.ofSeconds(60);

    @RegisterExtension
    private final LoopbackMesh mesh = new LoopbackMesh();

    @ParameterizedTest
    @EnumSource
    void a_frozen_node_replica_is_left_out_and_taken_back(NodeVersion version) {
        var gateway = mesh.java("gateway", FrozenNodeReplicaTest::unhurried);
        var node = mesh.node(
                "node",
                version,
                o -> o.withKey(mesh.key("shared"))
                        .withNodeTimeout(Duration.ofSeconds(30))
                        .withService("echo", "echo"));
        mesh.java("java", o -> unhurried(o).withKey(mesh.key("shared")).withService("echo", "echo"));
        gateway.awaitOwners("echo", 2, SOON);
        var echo = gateway.service("echo");
        node.freeze();
        var reads = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 10; i++) {
            reads.add(Background.start(() -> echo.get(1)));
        }
        gateway.awaitOwners("echo", 1, Duration.ofSeconds(15));
        assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(SOON));
        node.thaw();
        gateway.awaitOwners("echo", 2, SOON);
    }

    /** Hellos may be missed for as long as by default, so that it is the calls that tell. */
    private static JavaPeerOptions unhurried(JavaPeerOptions options) {
        return options.withNodeTimeout(Duration.ofSeconds(30));
    }
}
