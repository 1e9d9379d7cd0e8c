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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas in processes of their own that are killed under load. More kills by hand: {@code -Dreplicas.kills=200}. */
class KilledReplicasTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int KILLS = Integer.getInteger("replicas.kills", 3);
    private static final int PER_SECOND = Integer.getInteger("replicas.rate", 1000);

    /** After the process had ended, without the time in which this one did not run. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private static final Pattern IN_FLIGHT =
            Pattern.compile(" was sent to (\\S+), then the connection to .* was closed: it may or may not have been");

    private final LoopbackMesh mesh = new LoopbackMesh();

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void replicas_that_are_killed_under_load_cost_no_read_and_only_the_writes_that_they_were_at() {
        var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
        var replicas = new ArrayList<JavaProcess>();
        for (int i = 0; i < 3; i++) {
            replicas.add(mesh.process("replica" + i, shared("echo")));
        }
        gateway.awaitOwners("echo", 3, SOON);
        var pulse = new Pulse();
        var traffic = new Traffic(gateway.service("echo"), PER_SECOND);
        var deaths = new LinkedHashMap<String, Long>();
        for (int i = 0; i < KILLS; i++) {
            // the next one is there before the last one goes, as in any cluster
            replicas.add(mesh.process("more" + i, shared("echo")));
            var next = replicas.getLast().uuid();
            Eventually.await(SOON, "a new replica", () -> gateway.owners("echo").contains(next));
            traffic.awaitAnswers(200, SOON);
            var victim = replicas.removeFirst();
            deaths.put(new Peer(victim.uuid(), mesh.key("shared")).toString(), victim.kill());
        }
        traffic.awaitAnswers(1000, SOON);
        var failures = traffic.stop();
        pulse.close();
        assertThat(failures).noneMatch(Traffic.Failure::isRead);
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.error())
                    .isInstanceOfSatisfying(
                            FeathersException.class,
                            error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
            var victim = victimOf(failure);
            assertThat(deaths).containsKey(victim);
            long death = deaths.getOrDefault(victim, 0L);
            assertThat(Duration.ofNanos(failure.ended() - death).minus(pulse.missed(death, failure.ended())))
                    .isLessThan(AT_ONCE);
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
