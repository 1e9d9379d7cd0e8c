package org.feathers4j.interop;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/** Applications that join a mesh and leave it, one after the other, and what they leave behind. */
final class Churn {

    private static final Duration SOON = Patience.ofSeconds(60);

    /** So many come and go before anything is counted: pools have their threads and classes are loaded then. */
    private static final int WARMUP = 100;

    /** What this process holds. */
    private record Held(int threads, int files, long heap) {

        static Held now() {
            System.gc();
            return new Held(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    Objects.requireNonNullElse(new File("/proc/self/fd").list(), new String[0]).length,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }

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
            measures.put("calls that failed", failed);
            measures.put("threads before and after", "%d, %d".formatted(before.threads(), left[0].threads()));
            measures.put("files and sockets before and after", "%d, %d".formatted(before.files(), left[0].files()));
            measures.put("heap before and after, KB", "%d, %d".formatted(before.heap() / 1000, left[0].heap() / 1000));
            return measures;
        }
    }

    private static int come(LoopbackMesh mesh, JavaPeer gateway, int times) {
        int failed = 0;
        for (int i = 0; i < times; i++) {
            var options = mesh.quickJava("guest").onlyProducing().withService("echo", "echo");
            try (var guest = JavaPeer.start(options)) {
                Eventually.await(SOON, "the guest", () -> gateway.owners("echo").contains(guest.uuid()));
                gateway.service("echo").get(i);
            } catch (RuntimeException e) {
                failed++;
            }
            gateway.awaitNoService("echo", SOON);
        }
        return failed;
    }
}
