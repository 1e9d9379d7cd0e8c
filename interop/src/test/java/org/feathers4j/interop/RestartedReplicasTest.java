package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.UnaryOperator;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that are terminated and replaced under load. More rounds by hand: {@code -Dreplicas.restarts=20} for
 * processes, {@code -Dreplicas.rolls=20} for applications of this process. */
@EachMeshKind
class RestartedReplicasTest {

    private static final Duration SOON = Patience.ofSeconds(60);
    private static final int RESTARTS = Integer.getInteger("replicas.restarts", 1);
    private static final int ROLLS = Integer.getInteger("replicas.rolls", 5);
    private static final int PER_SECOND = Integer.getInteger("replicas.rate", 200);

    private final LoopbackMesh mesh;

    RestartedReplicasTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void replicas_that_are_terminated_and_replaced_one_after_the_other_under_load_cost_nothing() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var replicas = new ArrayList<JavaProcess>();
        for (int i = 0; i < 3; i++) {
            replicas.add(mesh.process("replica" + i, shared("echo")));
        }
        gateway.awaitOwners("echo", 3, SOON);
        var traffic = mesh.traffic(gateway.service("echo"), PER_SECOND);
        for (int i = 0; i < 3 * RESTARTS; i++) {
            traffic.awaitAnswers(100, SOON);
            replicas.removeFirst().terminate();
            gateway.awaitOwners("echo", 2, SOON);
            replicas.add(mesh.process("more" + i, shared("echo")));
            gateway.awaitOwners("echo", 3, SOON);
        }
        traffic.awaitAnswers(200, SOON);
        assertThat(traffic.stop()).isEmpty();
    }

    @Test
    void rolling_restarts_of_all_replicas_under_load_cost_nothing() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var replicas = new ArrayList<JavaPeer>();
        for (int i = 0; i < 3; i++) {
            replicas.add(mesh.java("replica" + i, shared("echo")));
        }
        gateway.awaitOwners("echo", 3, SOON);
        var traffic = mesh.traffic(gateway.service("echo"), PER_SECOND);
        for (int i = 0; i < 3 * ROLLS; i++) {
            replicas.removeFirst().close();
            gateway.awaitOwners("echo", 2, SOON);
            replicas.add(mesh.java("more" + i, shared("echo")));
            gateway.awaitOwners("echo", 3, SOON);
        }
        traffic.awaitAnswers(200, SOON);
        assertThat(traffic.stop()).isEmpty();
    }

    private UnaryOperator<JavaPeerOptions> shared(String kind) {
        return o -> o.withKey(mesh.key("shared")).withService(kind, kind);
    }
}
