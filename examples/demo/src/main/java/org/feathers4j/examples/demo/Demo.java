package org.feathers4j.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import org.feathers4j.examples.todos.Gateway;
import org.feathers4j.examples.todos.Replica;

/** Starts a gateway and two replicas, each a process of its own, that find each other without being told. */
public final class Demo implements AutoCloseable {
    static final int GATEWAY = 3030;
    static final List<Integer> REPLICAS = List.of(3031, 3032);

    private final Map<Integer, DemoProcess> parts = new LinkedHashMap<>();
    private final Browser gateway = new Browser(GATEWAY);

    /** With {@code --check} exercises the mesh, and exits with 0 when all went well; else shows it until it is stopped. */
    public static void main(String[] args) throws InterruptedException {
        boolean check = List.of(args).contains("--check");
        int failures = 0;
        try (var demo = new Demo()) {
            // also on Ctrl-C: no process may be left behind
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
            Duration usable = demo.startAll();
            Console.say(
                    "demo      | gateway and %d replicas found each other %d ms after the last one was started",
                    REPLICAS.size(), usable.toMillis());
            if (check) failures = new DemoCheck(demo).run();
            else demo.show();
        }
        if (failures > 0) System.exit(1);
    }

    /** Starts everything at once; how long it took from the last start until the gateway sees all replicas. */
    private Duration startAll() {
        for (int port : REPLICAS) startReplica(port);
        parts.put(GATEWAY, DemoProcess.start("gateway", Gateway.class, environment(GATEWAY)));
        return timed(() -> owners() == REPLICAS.size());
    }

    void startReplica(int port) {
        parts.put(port, DemoProcess.start("todos " + port, Replica.class, environment(port)));
    }

    /** How long it takes until something is so. */
    Duration timed(BooleanSupplier condition) {
        long start = System.nanoTime();
        Await.await(Duration.ofSeconds(60), condition);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Map<String, String> environment(int port) {
        // hellos of the demo stay on this machine; without the variable they go to the whole network
        return Map.of("PORT", String.valueOf(port), "COTE_BROADCAST_ADDRESS", "127.255.255.255");
    }

    Browser gateway() {
        return gateway;
    }

    DemoProcess replica(int port) {
        DemoProcess part = parts.get(port);
        if (part == null) throw new IllegalArgumentException("No replica on port " + port);
        return part;
    }

    /** How many replicas the gateway can ask now. */
    int owners() {
        return gateway.get("/mesh").object().get("todos") instanceof List<?> owners ? owners.size() : 0;
    }

    private void show() throws InterruptedException {
        Console.say("""

            Look:    http://localhost:%1$d                 # in two tabs: they see each other's changes
            Try:     curl localhost:%1$d/todos            # again and again: the replicas answer in turn, see the ids
                     curl localhost:%1$d/todos -H 'Content-Type: application/json' -d '{"text":"Buy milk","done":false}'
                     curl localhost:%1$d/distribution/healthcheck/todos
            Kill:    kill -9 %2$d                          # one replica; then curl again
            Restart: PORT=3031 examples/todos/replica
            Stop:    Ctrl-C
            """, GATEWAY, replica(REPLICAS.getFirst()).pid());
        new CountDownLatch(1).await();
    }

    @Override
    public synchronized void close() {
        for (DemoProcess part : new ArrayList<>(parts.values())) part.close();
        parts.clear();
        gateway.close();
    }
}
