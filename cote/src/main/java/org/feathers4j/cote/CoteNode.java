package org.feathers4j.cote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovery for all components of one application: one discovery, one table, hellos in a burst. Owner of the table and of the own
 * components; all but {@link #open} happens on the loop.
 */
final class CoteNode implements Discovery.Listener {
    private static final Logger log = LoggerFactory.getLogger(CoteNode.class);
    /** The first hellos may be lost, or come too early for peers that start at the same time. */
    private static final List<Duration> FIRST_HELLOS =
            List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** What to set where hellos get lost. */
    static final String WAYS_OUT =
            "broadcast (COTE_BROADCAST_ADDRESS), networkInterface, multicast (COTE_MULTICAST_ADDRESS), unicast, "
                    + "dns (COTE_DNS_NAME), or redis (COTE_DISCOVERY_REDIS_URL)";

    private static final int LARGEST_DATAGRAM = 65_507;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

    private final CoteContext context;
    private final Discovery discovery;
    private final List<NodeListener> listeners = new ArrayList<>();
    private final LivenessCheck liveness;
    private final boolean hearsItself;
    private final Hellos hellos;
    private final NodeTable table;
    private final List<Component> components = new ArrayList<>();
    private final Set<String> ownIids = new HashSet<>();
    private long lastRound;
    private boolean started;
    private boolean roundPlanned;
    private boolean closed;

    /**
     * @param liveness asked before an application is given up
     * @param mainComponents names of the components of which at least one says hello while an application lives
     * @param hearsItself whether the own components may find each other
     */
    CoteNode(CoteContext context, LivenessCheck liveness, Set<String> mainComponents, boolean hearsItself) {
        this.context = context;
        this.discovery = context.discovery();
        this.liveness = liveness;
        this.hearsItself = hearsItself;
        CoteOptions options = context.options();
        hellos = new Hellos(options);
        table = new NodeTable(
                options.times().nodeTimeout(),
                options.times().tickInterval(),
                options.limits().maxNodes(),
                mainComponents);
    }

    /** Adds a listener that learns of all nodes, before the components do. Before the node is opened. */
    void listen(NodeListener listener) {
        listeners.add(listener);
    }

    /** The own components, a copy. */
    List<Component> components() {
        return List.copyOf(components);
    }

    /** Begins to listen. Any thread. */
    CompletableFuture<?> open() {
        return discovery.open(context.network(), this);
    }

    /** Begins to say hello, as the discovery is open now. What was added before is announced at once. */
    void start() {
        started = true;
        if (context.options().secret() == null && discovery.reachesOtherHosts())
            log.warn(
                    "Whoever reaches this network can join the mesh and use its services ({}): keep it to yourself, or set {}",
                    discovery.description(),
                    MeshSecret.VARIABLE);
        sayHello();
        FIRST_HELLOS.forEach(delay -> later(delay, this::sayHello));
        every(context.options().times().helloInterval(), this::sayHello);
        every(context.options().times().tickInterval(), this::tick);
    }

    private void later(Duration delay, Runnable task) {
        context.network().schedule(delay, () -> {
            if (!closed) task.run();
        });
    }

    private void every(Duration interval, Runnable task) {
        later(interval, () -> {
            every(interval, task);
            task.run();
        });
    }

    /** Adds a component, which learns of fitting nodes at once and is announced with the next hello. */
    void add(Component component) {
        int size = hellos.write(component).length;
        if (size > LARGEST_DATAGRAM) tooLarge(component, size);
        components.add(component);
        ownIids.add(component.iid());
        for (Node each : List.copyOf(table.nodes()))
            if (component.advertisement().fits(each.advertisement()))
                component.listener().onAdded(each);
        answer();
    }

    /** It would get lost without a word. */
    private void tooLarge(Component component, int size) {
        String problem = "The hello of '%s' has %d bytes, more than the %d of a datagram: name fewer events or methods"
                .formatted(component.advertisement().name(), size, LARGEST_DATAGRAM);
        if (!started) throw new IllegalStateException(problem);
        log.warn(problem);
        component.hide();
    }

    /** Removes a component. It learns of no further nodes. */
    void remove(Component component) {
        components.remove(component);
    }

    @Override
    public void onHello(byte[] hello, @Nullable String address) {
        String from = address == null || !discovery.knowsAddresses() ? Node.UNKNOWN_ADDRESS : address;
        onLoop(() -> received(hello, from));
    }

    /** Discoveries may call on any thread; calls on the loop run at once. */
    private void onLoop(Runnable task) {
        if (context.network().onLoop()) task.run();
        else context.network().execute(task);
    }

    private void received(byte[] datagram, String address) {
        if (closed || !context.options().listen()) return;
        Optional<Hello> hello = hellos.read(datagram);
        if (hello.isEmpty()) {
            if (context.countAndRemark(Counters.Counted.MALFORMED_DATAGRAMS, address))
                log.info("Ignored a datagram from {} that is not a valid hello ({} bytes)", address, datagram.length);
            return;
        }
        if (isOwn(hello.get())) return;
        if (!hellos.admits(hello.get())) {
            stranger(hello.get(), address);
            return;
        }
        perform(new NodeSignal.Heard(hello.get(), address, context.network().nanos()));
    }

    private void stranger(Hello hello, String address) {
        if (!context.countAndRemark(Counters.Counted.STRANGERS, address)) return;
        String name = hello.advertisement().name();
        if (context.options().secret() == null)
            log.warn("Ignored '{}' at {}: its mesh has a secret, which this application was not given", name, address);
        else log.warn("Ignored '{}' at {}: it does not know the secret of this mesh", name, address);
    }

    private boolean isOwn(Hello hello) {
        return (!hearsItself && ownIids.contains(hello.iid()))
                || (context.options().ignoreProcess() && hello.pid().equals(Hellos.PROCESS_ID));
    }

    private void tick() {
        long now = context.network().nanos();
        perform(discovery.isReceiving() ? new NodeSignal.Tick(now) : new NodeSignal.Deaf(now));
        for (Component each : components) if (each.isAnnounced() && each.callers() != null) watch(each, each.callers());
    }

    /** Not for a component whose old and new announcement peers could not tell apart: the services subscriber has no detector. */
    private void watch(Component component, StaleSubscriberDetector callers) {
        if (!callers.shouldRenew(fitting(component), context.network().nanos())) return;
        component.renew();
        ownIids.add(component.iid());
        log.debug(
                "Announcing '{}' anew: a peer should be connected, but is not",
                component.advertisement().name());
        send(component);
    }

    /** All known nodes. */
    Collection<Node> nodes() {
        return table.nodes();
    }

    /** Whether a node with that id is known. */
    boolean knows(String iid) {
        return table.knows(iid);
    }

    private Collection<Node> fitting(Component component) {
        return table.nodes().stream()
                .filter(node -> component.advertisement().fits(node.advertisement()))
                .toList();
    }

    private void perform(NodeSignal signal) {
        for (NodeEffect effect : table.apply(signal)) {
            switch (effect) {
                case NodeEffect.Added(Node node) -> added(node);
                case NodeEffect.Removed(Node node) -> removed(node);
                case NodeEffect.Updated(Node before, Node now) -> {
                    removed(before);
                    added(now);
                }
                case NodeEffect.Silent(String app) -> check(app);
                case NodeEffect.Refused(Node node) -> refused(node);
            }
        }
    }

    private void check(String app) {
        liveness.check(app, answered -> {
            if (!closed)
                perform(new NodeSignal.Asked(app, answered, context.network().nanos()));
        });
    }

    private void added(Node node) {
        if (context.options().logs().ofComing()) log.info("{} is there", node);
        else log.debug("Heard of {}", node);
        listeners(node).forEach(each -> each.onAdded(node));
        answer();
    }

    private void removed(Node node) {
        if (context.options().logs().ofGoing()) log.info("{} is gone", node);
        else log.debug("No hello received any more from {}", node);
        listeners(node).forEach(each -> each.onRemoved(node));
    }

    /** A copy of the listeners: a call may change them. */
    private List<NodeListener> listeners(Node node) {
        var concerned = new ArrayList<>(listeners);
        for (Component each : components)
            if (each.advertisement().fits(node.advertisement())) concerned.add(each.listener());
        return concerned;
    }

    private void refused(Node node) {
        if (context.countAndRemark(Counters.Counted.REFUSED_NODES, ""))
            log.warn(
                    "There are more nodes than {}: ignoring {}",
                    context.options().limits().maxNodes(),
                    node);
    }

    /** A newcomer should not have to wait for our next hello. */
    private void answer() {
        if (!started || roundPlanned) return;
        roundPlanned = true;
        long since = context.network().nanos() - lastRound;
        if (since >= SHORTEST_PAUSE.toNanos()) context.network().execute(this::plannedRound);
        else later(SHORTEST_PAUSE.minusNanos(since), this::plannedRound);
    }

    private void plannedRound() {
        roundPlanned = false;
        if (!closed) sayHello();
    }

    private void sayHello() {
        lastRound = context.network().nanos();
        for (Component each : components) if (each.isAnnounced()) send(each);
    }

    private void send(Component component) {
        if (!started || !context.options().announce()) return;
        try {
            discovery.send(hellos.write(component));
        } catch (RuntimeException bug) {
            remark(discovery.description(), bug);
        }
    }

    @Override
    public void onReceiving() {
        onLoop(() -> {
            if (!closed) answer();
        });
    }

    @Override
    public void onUnsent(String destination, Throwable failure) {
        onLoop(() -> remark(destination, failure));
    }

    private void remark(String destination, Throwable failure) {
        if (context.rateLimit().isDue("unsent " + destination, context.network().nanos()))
            log.warn(
                    "No hello could be sent to {}: {}. Where no broadcast is possible set one of the options {}",
                    destination,
                    Objects.toString(failure.getMessage(), failure.toString()),
                    WAYS_OUT);
    }

    /** Stops sending and receiving hellos. */
    void close() {
        closed = true;
        discovery.close();
    }
}
