package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.feathers4j.FeathersException;
import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A replica in a process of its own that is sent more than its heap can hold. */
@EachMeshKind
class FloodedReplicaTest {

    private static final Duration SOON = Patience.ofSeconds(60);

    private final LoopbackMesh mesh;

    FloodedReplicaTest(MeshKind kind) {
        mesh = new LoopbackMesh(kind);
    }

    @AfterEach
    void end() {
        mesh.close();
    }

    @Test
    void a_flood_of_large_requests_is_refused_in_part_and_kills_nobody() {
        var gateway = mesh.java("gateway", o -> o.onlyConsuming().withTimeout(Duration.ofSeconds(60)));
        // its heap of 128 MB could hold a fifth of what is sent to it at once
        var small = mesh.process("small", o -> o.withService("slow", "slow"));
        gateway.awaitOwners("slow", 1, SOON);
        var slow = gateway.service("slow");
        var text = "x".repeat(200_000);
        var calls = new ArrayList<CompletableFuture<Object>>();
        for (int i = 0; i < 3000; i++) {
            calls.add(Background.start(() -> outcome(() -> slow.create(Map.of("ms", 100, "text", text)))));
        }
        var outcomes = new TreeMap<String, Integer>();
        for (var each : calls) {
            outcomes.merge(String.valueOf(each.join()), 1, Integer::sum);
        }
        assertThat(outcomes.keySet()).containsOnly("answered", "UNAVAILABLE");
        assertThat(small.alive()).isTrue();
        // over NATS what the flood has crowded out may be told after it
        Eventually.await(
                SOON,
                "an answer",
                () -> outcome(() -> slow.create(Map.of("ms", 0))).equals("answered"));
    }

    private static Object outcome(Runnable call) {
        try {
            call.run();
            return "answered";
        } catch (FeathersException e) {
            return e.kind();
        }
    }
}
