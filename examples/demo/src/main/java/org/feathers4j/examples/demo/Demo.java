package org.feathers4j.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import org.feathers4j.Application;
import org.feathers4j.examples.todos.Gateway;
import org.feathers4j.examples.todos.Replica;

/** Starts a gateway and two replicas, each a process of its own, that find each other without being told; and one of Node, where Node is installed. */
public final class Demo implements AutoCloseable {
    static final int GATEWAY = 3030;
    static final List<Integer> REPLICAS = List.of(3031, 3032);

    /** Hellos of the demo stay on this machine; otherwise they would go to the whole network. */
    static final String BROADCAST = "127.255.255.255";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Shared by the replicas: a file, or what the environment says. */
    private static final String DATABASE = System.getenv()
            .getOrDefault(
                    "DATABASE_URL",
                    "sqlite:" + Path.of("examples/demo/target/todos.db").toAbsolutePath());

    private static final Path NODE = Path.of("examples/demo/node");

    private final Map<Integer, DemoProcess> parts = new ConcurrentHashMap<>();
    private final List<Application> applications = new CopyOnWriteArrayList<>();
    private final List<DemoProcess> others = new CopyOnWriteArrayList<>();
    private boolean isClosed;
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
        applications.add(Processes.started(this));
        applications.add(TipsInJava.started());
        if (Files.isDirectory(NODE.resolve("node_modules")))
            others.add(DemoProcess.start("node", NODE, List.of("node", "tips.mjs"), environment(0)));
        else Console.say("node      | no replica of Node: Node.js or its packages are not there");
        long start = System.nanoTime();
        while (!Await.holds(PATIENCE, () -> gateway.logIn() && owners() == REPLICAS.size())) awaitOn(start);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** A busy machine may need minutes for the start of six programs; whoever waits is told for what. */
    private void awaitOn(long start) {
        var ended = new TreeSet<Integer>();
        for (int port : parts.keySet()) if (!isRunning(port)) ended.add(port);
        if (!ended.isEmpty()) throw new IllegalStateException("Ended while the demo started, by port: " + ended);
        Console.say(
                "demo      | after %d s the gateway %s",
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                gateway.logIn() ? "sees " + owners() + " of " + REPLICAS.size() + " replicas" : "does not answer yet");
    }

    /** For the page: kills a replica or starts it again. */
    synchronized void setRunning(int port, boolean running) {
        if (isClosed || isRunning(port) == running) return;
        if (running) startReplica(port);
        else replica(port).kill();
    }

    boolean isRunning(int port) {
        DemoProcess part = parts.get(port);
        return part != null && part.isAlive();
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
        return Map.of("PORT", String.valueOf(port), "DATABASE_URL", DATABASE, "COTE_BROADCAST_ADDRESS", BROADCAST);
    }

    Browser gateway() {
        return gateway;
    }

    DemoProcess replica(int port) {
        DemoProcess part = parts.get(port);
        if (part == null) throw new IllegalArgumentException("No replica on port " + port);
        return part;
    }

    /** How many replicas answer in turn. */
    int owners() {
        var answering = new HashSet<Object>();
        for (int i = 0; i < 2 * REPLICAS.size(); i++)
            if (gateway.get("/todos").list().stream().findFirst().orElse(null) instanceof Map<?, ?> todo)
                answering.add(String.valueOf(todo.get("replica")));
        return answering.size();
    }

    private void show() throws InterruptedException {
        Console.say("""

            Look:    http://localhost:%1$d                 # in two tabs: they see each other's changes
            Log in:  guest@example.com, guest             # or sign up
            Mesh:    http://localhost:%1$d/mesh            # who is there, live
            Try:     curl localhost:%1$d/todos            # refused: 401
                     curl localhost:%1$d/distribution/healthcheck/todos
            Kill:    the page has a button; or kill -9 %2$d
            Restart: PORT=3031 examples/todos/replica
            Stop:    Ctrl-C
            """, GATEWAY, replica(REPLICAS.getFirst()).pid());
        new CountDownLatch(1).await();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        for (DemoProcess part : parts.values()) part.close();
        parts.clear();
        others.forEach(DemoProcess::close);
        applications.forEach(Application::close);
        gateway.close();
    }
}
