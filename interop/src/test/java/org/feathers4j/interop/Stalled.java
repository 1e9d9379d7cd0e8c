package org.feathers4j.interop;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.feathers4j.testrules.Eventually;
import org.feathers4j.testrules.Patience;

/** A subscriber on the mesh that stands still while an application emits, beside one that goes on. */
final class Stalled {

    static final String WRONG = "events that the other subscriber missed, or got twice or out of order";

    /** Bytes of the heap that differ from one look at it to the next. */
    private static final long NOISE = 16 << 20;

    private static final Duration SOON = Patience.ofSeconds(60);

    private Stalled() {}

    static Map<String, Object> run(Duration length, int perSecond) {
        try (var mesh = new LoopbackMesh()) {
            var source = mesh.java("source", o -> o.withService("todos", "todos"));
            var listener = mesh.java("listener", JavaPeerOptions::onlyConsuming);
            var stalled = mesh.process("stalled", JavaPeerOptions::onlyConsuming);
            listener.await("todos", SOON);
            Eventually.await(SOON, "the service", () -> stalled.has("todos"));
            var heard = new AtomicInteger();
            var wrong = new AtomicInteger();
            listener.service("todos").on("toggled", (item, context) -> {
                int number = Values.object(item).get("n") instanceof Number n ? n.intValue() : -1;
                if (number < 0) heard.compareAndSet(0, 0);
                else if (number != heard.getAndIncrement()) wrong.incrementAndGet();
            });
            var todos = source.service("todos");
            var connected = new AtomicInteger();
            listener.service("todos").on("toggled", (item, context) -> connected.incrementAndGet());
            Eventually.await(SOON, "the first event", () -> {
                todos.emit("toggled", Map.of("n", -1));
                return connected.get() > 0;
            });
            stalled.freeze();
            long heapBefore = heap();
            int sent = 0;
            long slowest = 0;
            long begun = System.nanoTime();
            long end = begun + length.toNanos();
            for (long now = begun; now < end; now = System.nanoTime()) {
                // as many as are due
                for (long due = (now - begun)
                                * perSecond
                                / Duration.ofSeconds(1).toNanos();
                        sent < due;
                        sent++) {
                    long before = System.nanoTime();
                    todos.emit("toggled", Map.of("n", sent, "text", "something to do, and a little more of it"));
                    slowest = Math.max(slowest, System.nanoTime() - before);
                }
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            long took = System.nanoTime() - begun;
            int all = sent;
            Eventually.await(SOON, "all events", () -> heard.get() >= all);
            long heapAfter = heap();
            long queue = Math.min(128 << 20, Runtime.getRuntime().maxMemory() / 8);
            if (heapAfter - heapBefore > queue + NOISE)
                throw new AssertionError(
                        "%d bytes are more than a queue for one peer may have".formatted(heapAfter - heapBefore));
            stalled.thaw();
            Eventually.await(SOON, "the stalled one is back", () -> stalled.has("todos"));
            Eventually.await(SOON, "the end of the queue", () -> heap() - heapBefore < NOISE);
            long heapInTheEnd = heap();
            var measures = new LinkedHashMap<String, Object>();
            measures.put("events emitted", sent);
            measures.put("events a second", sent * Duration.ofSeconds(1).toNanos() / took);
            measures.put(WRONG, wrong.get());
            measures.put("longest `emit`", Reliability.seconds(Duration.ofNanos(slowest)));
            measures.put("growth of the heap while it stands still, KB", (heapAfter - heapBefore) / 1000);
            measures.put("growth of the heap when it has caught up, KB", (heapInTheEnd - heapBefore) / 1000);
            return measures;
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
