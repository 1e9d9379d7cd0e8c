package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The low-level interface of cote, for protocols that are built on it: axon's sockets, announced with advertisements of any members, and discovery of all components on the
 * network. Applications use {@link Cote} instead.
 *
 * <p>One engine has one port for hellos and works on the loop of its {@link Network}. Make it, make the sockets that listen, {@link #open} it, and
 * {@link #announce} sockets on the loop. An engine does not discover its own components.
 */
public final class CoteEngine {
    private static final Logger log = LoggerFactory.getLogger(CoteEngine.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** A machine on which fifty applications start at once takes its time, and whoever gives up has to start anew. */
    private static final Duration OPENING = Duration.ofMinutes(1);

    private final CoteContext context;
    private final Network network;
    private final CoteNode node;
    private final MonitorReports reports;
    private final AtomicBoolean closing = new AtomicBoolean();
    /** Written while the engine is opened. */
    private final Map<AxonSocket, OpenPorts> servers = new LinkedHashMap<>();
    // the loop's own
    private final List<AxonSocket> connecting = new ArrayList<>();
    private final List<ReqSocket> retired = new ArrayList<>();

    /**
     * An engine that is still to be opened.
     *
     * @param network belongs to the engine from now on, and is closed with it
     * @param listener learns of all components of peers, before the sockets do
     * @param liveness asked before an application whose hellos are missing is given up
     * @param mainComponents names of the components of which at least one says hello while an application lives: as long as one does, the remaining components of
     *     the application may miss twice as many hellos
     */
    public CoteEngine(
            Network network,
            CoteOptions options,
            DiscoveryListener listener,
            LivenessCheck liveness,
            Set<String> mainComponents) {
        this.network = network;
        context = new CoteContext(network, options);
        node = new CoteNode(context, liveness, mainComponents, false);
        reports = new MonitorReports(context, node::components);
        node.listen(new Discovered(listener));
        node.listen(reports);
    }

    private record Discovered(DiscoveryListener listener) implements NodeListener {
        @Override
        public void onAdded(Node added) {
            listener.onAdded(added.iid(), added.advertisement());
        }

        @Override
        public void onRemoved(Node removed) {
            listener.onRemoved(removed.iid(), removed.advertisement());
        }
    }

    private record Fitting(Predicate<Advertisement> condition, NodeListener listener) implements NodeListener {
        @Override
        public void onAdded(Node added) {
            if (condition.test(added.advertisement())) listener.onAdded(added);
        }

        @Override
        public void onRemoved(Node removed) {
            if (condition.test(removed.advertisement())) listener.onRemoved(removed);
        }
    }

    /**
     * A socket that publishes. A subscriber that does not keep up is disconnected, so that it connects again and is greeted.
     *
     * @param greeting the frames that a new subscriber gets, made by {@link PubSocket#frame}; called on the loop
     */
    public PubSocket pubSocket(Supplier<? extends Collection<ByteBuffer>> greeting) {
        return new PubSocket(context, PubSocket.WhenSlow.DISCONNECT, greeting);
    }

    /**
     * A socket that subscribes.
     *
     * @param namespace of the publishers; null for none
     * @param events names, or patterns in which every {@code *} stands for one or more characters
     */
    public SubSocket subSocket(@Nullable String namespace, List<String> events, SubSocket.EventListener listener) {
        return new SubSocket(
                context,
                events.stream().map(event -> new Topic(namespace, event)).toList(),
                listener);
    }

    /** A socket that sends requests. */
    public ReqSocket reqSocket(ReqSocket.Listener listener) {
        return new ReqSocket(context, listener);
    }

    /**
     * A socket that answers requests.
     *
     * @param onCall takes requests, on the loop; must not block
     */
    public RepSocket repSocket(Consumer<IncomingCall> onCall) {
        return new RepSocket(context, onCall);
    }

    /**
     * Opens the ports for hellos and connections, and begins to say hello. Not on the loop.
     *
     * @param listening pub and rep sockets, each of which gets a port
     * @param announcing announces the first sockets; run on the loop before the first hello
     * @throws IllegalStateException when a port cannot be opened or {@code announcing} failed: the message says what to set. The engine is closed then
     */
    public void open(List<? extends AxonSocket> listening, Runnable announcing) {
        CompletableFuture<?> hellos = node.open();
        var bound = new ArrayList<CompletableFuture<OpenPorts>>();
        for (AxonSocket each : listening) bound.add(context.listen(acceptedBy(each)));
        try {
            // also when one of them failed: what is bound later than the network is closed would stay open
            network.await(settled(hellos, bound), OPENING);
            network.await(hellos, TIMEOUT);
            for (int i = 0; i < bound.size(); i++) servers.put(listening.get(i), network.await(bound.get(i), TIMEOUT));
            onLoop(OPENING, () -> {
                announcing.run();
                node.start();
            });
        } catch (TimeoutException | RuntimeException e) {
            String reason =
                    e instanceof TimeoutException ? "not open after " + OPENING : String.valueOf(e.getMessage());
            closing.set(true);
            network.execute(node::close);
            network.close();
            throw new IllegalStateException(
                    "Cannot join the mesh on %s: %s. Check the options address, port, basePort, highestPort, %s"
                            .formatted(context.discovery().description(), reason, CoteNode.WAYS_OUT),
                    e);
        }
    }

    private static AcceptedConnections acceptedBy(AxonSocket socket) {
        AcceptedConnections accepted = socket.accepted();
        if (accepted == null) throw new IllegalArgumentException("Only pub and rep sockets listen");
        return accepted;
    }

    private static CompletableFuture<Boolean> settled(
            CompletableFuture<?> one, List<? extends CompletableFuture<?>> others) {
        CompletableFuture<?> rest = CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
        return CompletableFuture.allOf(one, rest).handle((nothing, failure) -> failure == null);
    }

    /** Runs a task on the loop and waits for it. */
    private void onLoop(Runnable task) throws TimeoutException {
        onLoop(TIMEOUT, task);
    }

    private void onLoop(Duration timeout, Runnable task) throws TimeoutException {
        var done = new CompletableFuture<Boolean>();
        network.execute(() -> {
            try {
                task.run();
                done.complete(true);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        network.await(done, timeout);
    }

    /** Announces a socket to which peers connect. Like {@link #announce(AxonSocket, Map, Predicate)}. */
    public void announce(AxonSocket socket, Map<String, ? extends @Nullable Object> members) {
        announce(socket, members, any -> true);
    }

    /**
     * Announces a socket with the next hello, and from then on; does nothing once the engine is being closed. On the loop, once for each socket.
     *
     * @param members of the advertisement, in wire order and with the {@code axon_type} of the socket; {@code port} is added when the socket listens
     * @param others chooses, of the components that fit, those to which the socket connects; without effect when it listens
     * @throws IllegalArgumentException when the {@code axon_type} is not that of the socket
     * @throws IllegalStateException when the hello would be too large for a datagram, or the socket listens and was not opened
     */
    public void announce(
            AxonSocket socket, Map<String, ? extends @Nullable Object> members, Predicate<Advertisement> others) {
        if (closing.get()) return;
        if (!socket.type().wireName().equals(members.get("axon_type")))
            throw new IllegalArgumentException(
                    "The axon_type of this socket is " + socket.type().wireName());
        var advertisement = new Advertisement(members);
        Connector connector = socket.connector();
        Component component = connector == null
                ? listening(socket, advertisement)
                : new Component(advertisement, new Fitting(others, connector), null);
        socket.announcedBy(component.reporting(socket.status()));
        node.add(component);
        if (connector != null) connecting.add(socket);
    }

    private Component listening(AxonSocket socket, Advertisement advertisement) {
        OpenPorts ports = servers.get(socket);
        if (ports == null) throw new IllegalStateException("This socket was not opened");
        AcceptedConnections accepted = acceptedBy(socket);
        return new Component(
                        advertisement.withPort(ports.port()),
                        NodeListener.NONE,
                        new StaleSubscriberDetector(accepted::callers))
                .secureAt(ports.securePort());
    }

    /** Takes a sub or req socket off the network; its connections are closed when no request on them waits for an answer. On the loop. */
    public void retire(AxonSocket socket) {
        Component component = socket.component();
        Connector connector = socket.connector();
        if (component != null) node.remove(component);
        connecting.remove(socket);
        if (connector != null) connector.retire();
        retired.removeIf(each -> !each.isOpen());
        if (socket instanceof ReqSocket requester && requester.isOpen()) retired.add(requester);
    }

    /**
     * Has requesters stop sending: the socket is not announced any more, and its connections are closed when they are quiet. Returns when no request is on its way, or
     * after some seconds. Not on the loop.
     */
    public void drain(RepSocket socket) {
        var drain = new Drain(network, socket.requesters());
        network.execute(() -> {
            Component component = socket.component();
            if (component != null) component.hide();
            drain.begin();
        });
        try {
            network.await(drain.done(), TIMEOUT);
        } catch (TimeoutException e) {
            log.debug("The loop is too busy to drain: {}", e.getMessage());
        }
    }

    /**
     * The components of other processes that are on the network now. What they are connected to and what they do is
     * known to a {@link Monitor} only, and empty here. Any thread but the loop; may wait for the loop.
     *
     * @return empty when the loop does not answer
     */
    public List<MonitoredNode> nodes() {
        if (closing.get()) return List.of();
        var nodes = new ArrayList<MonitoredNode>();
        try {
            onLoop(() -> {
                long now = network.nanos();
                for (Node each : node.nodes()) nodes.add(MonitoredNode.of(each, now, List.of(), Optional.empty()));
            });
            return nodes;
        } catch (TimeoutException e) {
            log.debug("The loop is too busy to tell who is there: {}", e.getMessage());
            return List.of();
        }
    }

    /** How many frames were dropped because a peer did not keep up. Any thread. */
    public long droppedFrames() {
        return context.counters().value(Counters.Counted.DROPPED_FRAMES);
    }

    /** Closes everything: queued frames are still sent if that takes no longer than the grace period; pending requests end as lost. Not on the loop. */
    public void close(Duration gracePeriod) {
        if (!closing.compareAndSet(false, true)) return;
        var silent = new CompletableFuture<Boolean>();
        network.execute(() -> leave(silent));
        try {
            network.await(silent, gracePeriod);
        } catch (TimeoutException e) {
            log.debug("Not everything could be sent in {}", gracePeriod);
        } finally {
            loseTheRest();
            network.close();
        }
    }

    /** Sends the queued frames, then closes. */
    private void leave(CompletableFuture<Boolean> silent) {
        node.close();
        reports.finish();
        servers.keySet().forEach(AxonSocket::finish);
        connecting.forEach(AxonSocket::finish);
        retired.forEach(AxonSocket::finish);
        completeWhenAllClosed(silent);
    }

    private void completeWhenAllClosed(CompletableFuture<Boolean> silent) {
        if (context.open().get() > 0) {
            network.schedule(Duration.ofMillis(5), () -> completeWhenAllClosed(silent));
            return;
        }
        // at once: peers will soon try to connect again
        servers.values().forEach(OpenPorts::close);
        silent.complete(true);
    }

    private void loseTheRest() {
        try {
            onLoop(() -> requesters().forEach(ReqSocket::abort));
            onLoop(() -> requesters().forEach(ReqSocket::lose));
            onLoop(() -> servers.values().forEach(OpenPorts::close));
        } catch (TimeoutException e) {
            log.warn("The loop does not answer any more: {}", e.getMessage());
        }
    }

    private List<ReqSocket> requesters() {
        var all = new ArrayList<>(retired);
        for (AxonSocket each : connecting) if (each instanceof ReqSocket requester) all.add(requester);
        return all;
    }

    /** For a start-up line, for instance {@code cote, udp 127.255.255.255:12345, tcp 10000, 10001}. */
    public String description() {
        var ports = new StringBuilder();
        for (OpenPorts each : servers.values())
            ports.append(ports.isEmpty() ? "" : ", ").append(each);
        return "cote, %s, tcp %s".formatted(context.discovery().description(), ports);
    }
}
