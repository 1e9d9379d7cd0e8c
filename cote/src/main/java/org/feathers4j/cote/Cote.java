package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * cote: components of one network find each other by UDP (or Redis) and talk over TCP. Java and Node find each other.
 *
 * <pre>{@code
 * try (var cote = Cote.create()) {
 *     cote.responder("time responder").on("now", request -> Instant.now().toString());
 *     Object now = cote.requester("time requester").send(Map.of("type", "now"));
 * }
 * }</pre>
 *
 * <p>One of these has one UDP socket and one event loop for all components that it makes; they find each other too, unless {@code ignoreProcess} is set. All methods
 * may be called from any thread but that loop.
 */
public final class Cote implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Components of applications in the Feathers mesh: their hellos are received for as long as their application lives. */
    private static final Set<String> FEATHERS_COMPONENTS =
            Set.of("feathers services subscriber", "feathers services publisher", "feathers services responder");

    private final CoteContext context;
    private final Duration requestTimeout;
    private final CoteNode node;
    private final MonitorReports reports;
    private final NodeListeners nodeListeners = new NodeListeners();
    private final AtomicBoolean closing = new AtomicBoolean();
    // the loop's own
    private final List<Runnable> parts = new ArrayList<>();

    private Cote(CoteContext context, Duration requestTimeout) {
        this.context = context;
        this.requestTimeout = requestTimeout;
        this.node = new CoteNode(context, LivenessCheck.NONE, FEATHERS_COMPONENTS, true);
        this.reports = new MonitorReports(context, node::components);
        node.listen(nodeListeners);
        node.listen(reports);
    }

    /**
     * A cote with cote's own defaults and what the environment variables say.
     *
     * @throws IllegalArgumentException when a variable makes no sense
     * @throws IllegalStateException when the network cannot be used; the message says what to set
     */
    public static Cote create() {
        return create(o -> {});
    }

    /**
     * A cote with other options.
     *
     * <pre>{@code
     * Cote.create(o -> o.environment("staging").broadcast("127.255.255.255"));
     * }</pre>
     *
     * @param options sets options, over cote's own defaults and what the environment variables say
     * @throws IllegalArgumentException when an option or a variable makes no sense
     * @throws IllegalStateException when the network cannot be used; the message says what to set
     */
    public static Cote create(Consumer<CoteOptions.Builder> options) {
        return create(Map.of(), options);
    }

    /**
     * A cote with options by cote's names, such as {@code helloInterval}; times in milliseconds.
     *
     * @throws IllegalArgumentException when an option or a variable is unknown or makes no sense
     * @throws IllegalStateException when the network cannot be used; the message says what to set
     */
    public static Cote create(Map<String, ? extends @Nullable Object> options) {
        return create(options, o -> {});
    }

    private static Cote create(Map<String, ? extends @Nullable Object> named, Consumer<CoteOptions.Builder> options) {
        Map<String, String> environment = System.getenv();
        CoteOptions.Builder builder = CoteSettings.readLibrary(new LinkedHashMap<>(named), environment);
        options.accept(builder);
        CoteOptions checked = builder.build();
        Duration requestTimeout = CoteSettings.requestTimeout(environment);
        var cote = new Cote(new CoteContext(new VertxNetwork(), checked), requestTimeout);
        cote.open();
        return cote;
    }

    private void open() {
        try {
            context.network().await(node.open(), TIMEOUT);
            onLoop(context, () -> {
                node.start();
                return true;
            });
        } catch (TimeoutException | RuntimeException e) {
            context.network().execute(node::close);
            context.network().close();
            throw new IllegalStateException(
                    "Cannot discover peers on %s: %s. Check the options address, port, %s"
                            .formatted(context.discovery().description(), e.getMessage(), CoteNode.WAYS_OUT),
                    e);
        }
    }

    /** Asks responders in turn. */
    public Requester requester(String name) {
        return requester(name, o -> {});
    }

    /** Asks responders in turn, or as {@link ComponentOptions.Builder#loadBalancer} says. */
    public Requester requester(String name, Consumer<ComponentOptions.Builder> options) {
        return new Requester(this, name, ComponentOptions.of(options));
    }

    /** Asks the responder that answers fastest: {@link LoadBalancer#fastestAnswers()}. */
    public Requester timeBalancedRequester(String name, Consumer<ComponentOptions.Builder> options) {
        return requester(name, o -> options.accept(o.loadBalancer(LoadBalancer.fastestAnswers())));
    }

    /** Asks the responder with the fewest unanswered requests: {@link LoadBalancer#fewestPending()}. */
    public Requester pendingBalancedRequester(String name, Consumer<ComponentOptions.Builder> options) {
        return requester(name, o -> options.accept(o.loadBalancer(LoadBalancer.fewestPending())));
    }

    /** Answers requests. */
    public Responder responder(String name) {
        return responder(name, o -> {});
    }

    /**
     * Answers requests.
     *
     * @throws IllegalStateException when no TCP port is free
     */
    public Responder responder(String name, Consumer<ComponentOptions.Builder> options) {
        return new Responder(this, name, ComponentOptions.of(options));
    }

    /** Publishes events. */
    public Publisher publisher(String name) {
        return publisher(name, o -> {});
    }

    /**
     * Publishes events.
     *
     * @throws IllegalStateException when no TCP port is free
     */
    public Publisher publisher(String name, Consumer<ComponentOptions.Builder> options) {
        return new Publisher(this, name, ComponentOptions.of(options));
    }

    /** Receives events. */
    public Subscriber subscriber(String name) {
        return subscriber(name, o -> {});
    }

    /** Receives events. */
    public Subscriber subscriber(String name, Consumer<ComponentOptions.Builder> options) {
        return new Subscriber(this, name, ComponentOptions.of(options));
    }

    /** Sees all components. Give this cote a {@code nodeTimeout} that suits the slowest hellos of the network, or components flicker. */
    public Monitor monitor(String name) {
        return monitor(name, o -> {});
    }

    /**
     * Sees all components whose key begins with the monitor's.
     *
     * @throws IllegalStateException when no TCP port is free
     */
    public Monitor monitor(String name, Consumer<ComponentOptions.Builder> options) {
        return new Monitor(this, name, ComponentOptions.of(options));
    }

    /** Learns what responders and publishers of a key offer, for gateways such as a Sockend. */
    public ServiceDirectory serviceDirectory(
            String name, Consumer<ComponentOptions.Builder> options, ServiceDirectory.Listener listener) {
        return new ServiceDirectory(this, name, ComponentOptions.of(options), listener);
    }

    CoteContext context() {
        return context;
    }

    /** All known nodes; on the loop. */
    Collection<Node> known() {
        return node.nodes();
    }

    /** Whether a node with that id is known; on the loop. */
    boolean knows(String iid) {
        return node.knows(iid);
    }

    Duration requestTimeout(ComponentOptions options) {
        return options.timeout() == null ? requestTimeout : options.timeout();
    }

    /** Adds a component that connects to peers; returns a handle that closes it and then runs {@code onEnd} on the loop. */
    Runnable connecting(Component component, Connector connector, Runnable onEnd) {
        var once = new AtomicBoolean();
        Runnable end = () -> {
            node.remove(component);
            connector.retire();
            onEnd.run();
        };
        onLoop(context, () -> {
            refuseIfClosed();
            node.add(component);
            parts.add(end);
            return true;
        });
        return () -> closeOnce(once, end);
    }

    /** Adds a component that learns of all nodes; returns a handle that closes it. */
    Runnable watching(Component component, NodeListener watcher) {
        var once = new AtomicBoolean();
        Runnable end = () -> {
            node.remove(component);
            nodeListeners.remove(watcher);
        };
        onLoop(context, () -> {
            refuseIfClosed();
            List.copyOf(node.nodes()).forEach(watcher::onAdded);
            nodeListeners.add(watcher);
            node.add(component);
            return parts.add(end);
        });
        return () -> closeOnce(once, end);
    }

    /** Listens, and adds the component when its port is known; returns a handle that closes it. */
    Runnable listening(Advertisement advertisement, AcceptedConnections connections, ComponentStatus status) {
        var once = new AtomicBoolean();
        OpenPorts ports = await(context.listen(connections));
        var component = new Component(
                        advertisement.withPort(ports.port()),
                        NodeListener.NONE,
                        new StaleSubscriberDetector(connections::callers))
                .reporting(status)
                .secureAt(ports.securePort());
        Runnable end = () -> {
            node.remove(component);
            connections.close();
            connections.finishWhenAnswered();
            closeWhenEmpty(ports, connections);
        };
        onLoop(context, () -> {
            refuseIfClosed();
            node.add(component);
            parts.add(end);
            return true;
        });
        return () -> closeOnce(once, end);
    }

    private void refuseIfClosed() {
        if (closing.get()) throw new IllegalStateException("This cote is closed");
    }

    private void closeOnce(AtomicBoolean once, Runnable end) {
        if (!once.compareAndSet(false, true) || closing.get()) return;
        onLoop(context, () -> {
            end.run();
            return parts.remove(end);
        });
    }

    /** Closing a server closes its connections, which may still have something to send. */
    private void closeWhenEmpty(OpenPorts ports, AcceptedConnections connections) {
        if (connections.open().isEmpty()) ports.close();
        else context.network().schedule(Duration.ofMillis(5), () -> closeWhenEmpty(ports, connections));
    }

    private <T> T await(CompletableFuture<T> future) {
        try {
            return context.network().await(future, TIMEOUT);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The loop does not answer: " + e.getMessage(), e);
        }
    }

    /** Runs something on the loop and waits for it. */
    static <T> T onLoop(CoteContext context, Supplier<T> task) {
        var done = new CompletableFuture<T>();
        context.network().execute(() -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return context.network().await(done, TIMEOUT);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The loop does not answer in " + TIMEOUT, e);
        }
    }

    /** Closes all components: queued frames are sent and running requests are answered, if that takes no longer than a second. */
    @Override
    public void close() {
        close(Duration.ofSeconds(1));
    }

    /** Closes all components. */
    public void close(Duration timeout) {
        if (!closing.compareAndSet(false, true)) return;
        var silent = new CompletableFuture<Boolean>();
        context.network().execute(() -> {
            node.close();
            reports.finish();
            List.copyOf(parts).forEach(Runnable::run);
            completeWhenAllClosed(silent);
        });
        try {
            context.network().await(silent, timeout);
        } catch (TimeoutException e) {
            // the rest is cut off
        } finally {
            context.network().close();
        }
    }

    private void completeWhenAllClosed(CompletableFuture<Boolean> silent) {
        if (context.open().get() == 0) silent.complete(true);
        else context.network().schedule(Duration.ofMillis(5), () -> completeWhenAllClosed(silent));
    }
}
