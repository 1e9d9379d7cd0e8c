package org.feathers4j.interop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/** Applications that join a mesh and leave it, ten at a time, and what they leave behind. */
final class Churn {

    private static final Duration SOON = Patience.ofSeconds(60);

    /** So many come and go before anything is counted: pools have their threads and classes are loaded then. */
    private static final int WARMUP = 100;

    private static final int AT_A_TIME = 10;

    private Churn() {}

    static Map<String, Object> run(int times) {
        try (var mesh = new LoopbackMesh()) {
            var gateway = mesh.java("gateway", JavaPeerOptions::onlyConsuming);
            int failed = come(mesh, gateway, Math.min(times, WARMUP));
            var before = Held.now();
            failed += come(mesh, gateway, times);
            var left = new Held[] {Held.now()};
            // what has just left may still be closing its sockets
            Eventually.await(SOON, "the end of sockets and threads", () -> {
                var now = Held.now();
                boolean same = now.files() == left[0].files() && now.threads() == left[0].threads();
                left[0] = now;
                return same;
            });
            var measures = new LinkedHashMap<String, Object>();
            measures.put("applications that were not found within a minute, or whose service did not answer", failed);
            measures.put("threads before and after", "%d, %d".formatted(before.threads(), left[0].threads()));
            measures.put("files and sockets before and after", "%d, %d".formatted(before.files(), left[0].files()));
            measures.put("heap before and after, KB", "%d, %d".formatted(before.heap() / 1000, left[0].heap() / 1000));
            return measures;
        }
    }

    /** How many failed. */
    private static int come(LoopbackMesh mesh, JavaPeer gateway, int times) {
        var left = new AtomicInteger(times);
        var failed = new AtomicInteger();
        var all = IntStream.range(0, AT_A_TIME)
                .mapToObj(n -> Background.start(() -> {
                    while (left.getAndDecrement() > 0) {
                        if (!comes(mesh, gateway, "echo" + n)) failed.incrementAndGet();
                    }
                    return null;
                }))
                .toList();
        all.forEach(CompletableFuture::join);
        return failed.get();
    }

    /** Whether one came, was asked and left. */
    private static boolean comes(LoopbackMesh mesh, JavaPeer gateway, String path) {
        boolean answered = false;
        try (var guest = JavaPeer.start(mesh.quickJava(path).onlyProducing().withService(path, "echo"))) {
            Eventually.await(SOON, "the guest", () -> gateway.owners(path).contains(guest.uuid()));
            gateway.service(path).get(1);
            answered = true;
        } catch (RuntimeException | AssertionError e) {
            System.err.println(e);
        }
        gateway.awaitNoService(path, SOON);
        return answered;
    }
}
