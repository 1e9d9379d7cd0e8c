package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas in processes of their own that are frozen under load: a frozen process answers nothing, yet its connections stay open. */
@EachMeshKind
class FrozenReplicasTest {

    private static final Duration SOON = Patience.ofSeconds(60);

    private final LoopbackMesh mesh;

    FrozenReplicasTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    @SideBySide
    void a_frozen_replica_is_left_out_long_before_its_calls_time_out_and_taken_back_when_it_goes_on() {
        var gateway = mesh.java("gateway", unhurried());
        var frozen = mesh.process("frozen", unhurried().andThen(shared("echo"))::apply);
        mesh.java("other", unhurried().andThen(shared("echo"))::apply);
        gateway.awaitOwners("echo", 2, SOON);
        var echo = gateway.service("echo");
        frozen.freeze();
        var reads = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 10; i++) {
            reads.add(Background.start(() -> echo.get(1)));
        }
        gateway.awaitOwners("echo", 1, Duration.ofSeconds(15));
        assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(SOON));
        for (int i = 0; i < 10; i++) {
            assertThat(Values.object(echo.create(Map.of("n", i)))).containsEntry("from", "other");
        }
        frozen.thaw();
        gateway.awaitOwners("echo", 2, SOON);
    }

    @Test
    @SideBySide
    void a_replica_that_pauses_for_three_seconds_loses_nothing() {
        var gateway = mesh.java("gateway", unhurried());
        var paused = mesh.process("paused", unhurried().andThen(shared("echo"))::apply);
        gateway.awaitOwners("echo", 1, SOON);
        var traffic = mesh.traffic(gateway.service("echo"), 100);
        traffic.awaitAnswers(100, SOON);
        paused.freeze();
        // the time it takes is what a pause is
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        paused.thaw();
        traffic.awaitAnswers(500, SOON);
        assertThat(traffic.stop()).isEmpty();
        assertThat(gateway.owners("echo")).containsExactly(paused.uuid());
    }

    private UnaryOperator<JavaPeerOptions> shared(String kind) {
        return o -> o.withKey(mesh.key("shared")).withService(kind, kind);
    }

    /** Hellos may be missed for as long as by default, so that it is the calls that tell. */
    private static UnaryOperator<JavaPeerOptions> unhurried() {
        return o -> o.withNodeTimeout(Duration.ofSeconds(30));
    }
}
