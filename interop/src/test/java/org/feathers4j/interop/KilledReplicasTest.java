package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.distributed.Peer;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas in processes of their own that are killed under load. More kills by hand: {@code -Dreplicas.kills=200}. */
@EachMeshKind
class KilledReplicasTest {

    private static final Duration SOON = Patience.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("replicas.kills", 3);
    private static final int PER_SECOND = Integer.getInteger("replicas.rate", 300);

    /**
     * For the calls that are under way when the gateway sees that a connection is closed: a quarter of their timeout, and more than they need on a machine with
     * more to do than it can.
     */
    private static final Duration ENDING = Patience.ofSeconds(5);

    /** Longer than the test waits for anything: only its closed connection makes the gateway drop a replica. */
    private static final Duration NODE_TIMEOUT = SOON.multipliedBy(2);

    private static final Pattern IN_FLIGHT =
            Pattern.compile(" was sent to (\\S+), then .*: it may or may not have been");

    private final LoopbackMesh mesh;

    KilledReplicasTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void replicas_that_are_killed_under_load_cost_no_read_and_only_the_writes_that_they_were_at() {
        var gateway = mesh.java(
                "gateway",
                o -> o.onlyConsuming()
                        .withCote("nodeTimeout", NODE_TIMEOUT.toMillis())
                        .withCote("masterTimeout", NODE_TIMEOUT.toMillis()));
        var replicas = new ArrayList<JavaProcess>();
        for (int i = 0; i < 3; i++) {
            replicas.add(mesh.process("replica" + i, shared("echo")));
        }
        gateway.awaitOwners("echo", 3, SOON);
        var traffic = mesh.traffic(gateway.service("echo"), PER_SECOND);
        var closings = new LinkedHashMap<String, Long>();
        for (int i = 0; i < KILLS; i++) {
            // the next one is there before the last one goes, as in any cluster
            replicas.add(mesh.process("more" + i, shared("echo")));
            var next = replicas.getLast().uuid();
            Eventually.await(SOON, "a new replica", () -> gateway.owners("echo").contains(next));
            traffic.awaitAnswers(200, SOON);
            var victim = replicas.removeFirst();
            victim.kill();
            Eventually.await(
                    SOON, "the closed connection", () -> !gateway.owners("echo").contains(victim.uuid()));
            closings.put(new Peer(victim.uuid(), mesh.key("shared")).toString(), System.nanoTime());
            traffic.awaitEndOfCallsUnderWay(ENDING);
        }
        traffic.awaitAnswers(1000, SOON);
        var failures = traffic.stop();
        assertThat(failures).noneMatch(Traffic.Failure::isRead);
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.error())
                    .isInstanceOfSatisfying(
                            FeathersException.class,
                            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
            var victim = victimOf(failure);
            assertThat(closings).containsKey(victim);
            // compared by difference, as nanoTime asks for
            assertThat(failure.begun() - closings.getOrDefault(victim, 0L))
                    .as("%s began before the gateway saw that its connection to the replica was closed", failure)
                    .isNegative();
        });
    }

    /** The replica that a write was sent to and may have executed. */
    private static String victimOf(Traffic.Failure failure) {
        var sent = IN_FLIGHT.matcher(String.valueOf(failure.error().getMessage()));
        assertThat(sent.find()).as("%s was in flight", failure).isTrue();
        return sent.group(1);
    }

    private UnaryOperator<JavaPeerOptions> shared(String kind) {
        return o -> o.withKey(mesh.key("shared")).withService(kind, kind);
    }
}
