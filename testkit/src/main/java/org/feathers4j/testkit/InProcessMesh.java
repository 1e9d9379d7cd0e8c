package org.feathers4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.feathers4j.Application;
import org.feathers4j.cote.Network;
import org.feathers4j.cotelink.CoteLink;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.DistributionOptions;
import org.feathers4j.distributed.Peer;
import org.jspecify.annotations.Nullable;

/**
 * A mesh of real applications in one process, on a network that loses, delays and cuts as the test wants, in time that stands still until the test
 * moves it. Everything but the sockets and the clock is the real thing.
 *
 * <pre>{@code
 * try (var mesh = new InProcessMesh(1)) {
 *     mesh.node("10.0.0.1", "todos", app -> app.use("todos", new Todos()));
 *     var gateway = mesh.node("10.0.0.2", "gateway", app -> {});
 *     mesh.advance(Duration.ofSeconds(2));
 *     assertThat(gateway.sees("todos")).isTrue();
 *     mesh.network().cut("10.0.0.1", "10.0.0.2");
 *     mesh.advance(Duration.ofSeconds(50));
 *     assertThat(gateway.sees("todos")).isFalse();
 * }
 * }</pre>
 *
 * <p>For one thread, that of the test: other threads are told so. What waits for answers of other applications belongs on another thread, while this one lets time
 * pass; {@link #call} does both.
 *
 * <pre>{@code
 * Object todo = mesh.call(() -> gateway.app().service("todos").get(1));
 * }</pre>
 */
public final class InProcessMesh implements AutoCloseable {
    private static final Duration REAL_PATIENCE = Duration.ofSeconds(20);
    private static final Duration STEP = Duration.ofMillis(1);

    private final Thread owner = Thread.currentThread();
    private final SimulatedNetwork network;
    private final List<Node> nodes = new ArrayList<>();

    /** An application of the mesh. */
    public static final class Node {
        private final Application app;
        private final Distribution distribution;
        private final Network process;

        private Node(Application app, Distribution distribution, Network process) {
            this.app = app;
            this.distribution = distribution;
            this.process = process;
        }

        public Application app() {
            return app;
        }

        public Distribution distribution() {
            return distribution;
        }

        /** Whether a remote service can be used here: it is registered, whether or not a provider is connected. */
        public boolean sees(String path) {
            return distribution.remoteServices().contains(path);
        }

        /** The providers of a remote service that are connected now. */
        public List<Peer> owners(String path) {
            return distribution.owners(path);
        }
    }

    /**
     * An empty mesh in fair weather.
     *
     * @param seed of everything that happens by chance
     */
    public InProcessMesh(long seed) {
        network = new SimulatedNetwork(seed);
    }

    /** The network, to do harm to. */
    public SimulatedNetwork network() {
        return network;
    }

    /** Starts an application with default options on a host. */
    public Node node(String address, String key, Consumer<Application> services) {
        return node(address, key, services, options -> {});
    }

    /** Starts an application on a host. */
    public Node node(
            String address, String key, Consumer<Application> services, Consumer<DistributionOptions.Builder> options) {
        checkThread();
        Network process = network.process(address);
        Application app = Application.create();
        Distribution distribution = app.configure(Distribution.create(o -> options.accept(
                o.key(key).link(CoteLink.create(() -> process, c -> {})).loop(new FakeLoop(network.time())))));
        services.accept(app);
        app.setup();
        var node = new Node(app, distribution, process);
        nodes.add(node);
        return node;
    }

    /** Ends an application as SIGKILL does. */
    public void kill(Node node) {
        checkThread();
        network.kill(node.process);
    }

    /** Ends an application as {@code app.close()} does, and forgets it. */
    public void leave(Node node) {
        checkThread();
        node.app.close();
        nodes.remove(node);
    }

    /** Lets time pass for all applications. */
    public void advance(Duration duration) {
        checkThread();
        network.advance(duration);
    }

    /**
     * Lets time pass until something is so, while calls run on other threads.
     *
     * @throws AssertionError when it does not become so within 20 s of real time
     * @throws IllegalStateException on another thread than the one that made this mesh
     */
    public void until(String what, BooleanSupplier condition) {
        checkThread();
        long end = System.nanoTime() + REAL_PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end)
                throw new AssertionError("still waiting for %s after %s".formatted(what, REAL_PATIENCE));
            network.advance(STEP);
            LockSupport.parkNanos(50_000); // other threads are to have a turn
        }
    }

    /**
     * Makes a call on a thread of its own, and lets time pass until it has ended.
     *
     * @param what a call that may wait for other applications
     * @return what the call returns
     * @throws RuntimeException what the call throws: the same object when it is unchecked, otherwise a {@link CompletionException} with it as cause
     * @throws AssertionError when the call does not end within 20 s of real time
     * @throws IllegalStateException on another thread than the one that made this mesh
     */
    public <T extends @Nullable Object> T call(Callable<T> what) {
        var done = new CompletableFuture<T>();
        Thread.ofVirtual().name("call").start(() -> {
            try {
                done.complete(what.call());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        until("the end of the call", done::isDone);
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) throw unchecked;
            if (e.getCause() instanceof Error error) throw error;
            throw e;
        }
    }

    private void checkThread() {
        Thread present = Thread.currentThread();
        if (present != owner)
            throw new IllegalStateException(
                    "This mesh belongs to the thread '%s', which made it; '%s' can make calls only"
                            .formatted(owner.getName(), present.getName()));
    }

    /** Closes every application. */
    @Override
    public void close() {
        nodes.forEach(node -> node.app.close());
    }
}
