package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application in the mesh, from joining to leaving: its components, and what they mean to the listener. State belongs to the loop;
 * requests and events are written on the threads that send them.
 */
final class CoteSession implements Peers.Consequences {
    private static final Logger log = LoggerFactory.getLogger(CoteSession.class);
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration GATHERING = Duration.ofSeconds(1);
    private static final NodeListener NOBODY = KeyGroup.only(node -> false, new NodeListener() {
        @Override
        public void onAdded(Node node) {}

        @Override
        public void onRemoved(Node node) {}
    });

    private final CoteContext context;
    private final Network network;
    private final LocalApp app;
    private final GuardedListener listener;
    private final FeathersComponents components;
    private final CoteNode node;
    private final Channels channels = new Channels();
    private final Peers peers;
    private final Announcements announcements;
    private final SubSocket services;
    private final PubSocket events;
    private final RepSocket responder;
    private final Offers offers = new Offers();
    private final Withdrawals withdrawals;
    private final Map<String, KeyGroup> groups = new HashMap<>();
    private final List<WireServer> servers = new ArrayList<>();
    private final Requests requests;
    private final AtomicBoolean closing = new AtomicBoolean();
    private @Nullable Component responding;
    private boolean repeatPlanned;

    CoteSession(CoteContext context, LocalApp app, MeshListener listener) {
        this.context = context;
        this.network = context.network();
        this.app = app;
        this.listener = new GuardedListener(listener);
        components = new FeathersComponents(context.options(), app);
        peers = new Peers(context.options(), app.self().uuid(), channels, this.listener, this);
        requests = new Requests(context, channels);
        withdrawals = new Withdrawals(network, channels);
        node = new CoteNode(context, peers, new SignsOfLife(network, channels, requests, offers));
        announcements = new Announcements(context);
        events = new PubSocket(context, PubSocket.WhenSlow.DISCONNECT, greeted -> {});
        responder = new RepSocket(context, this.listener::onRequest);
        var topics = Stream.concat(
                        FeathersComponents.SERVICE_EVENTS.stream(), Stream.of(FeathersComponents.SERVICE_WITHDRAWN))
                .map(event -> new Topic(FeathersComponents.SERVICES, event))
                .toList();
        services = new SubSocket(context, topics, (event, data) -> {
            onServiceEvent(event, data);
            return null; // few, and never held back
        });
    }

    /** Binds everything, then announces it. */
    void open() {
        PortRange ports = context.options().ports();
        var udp = node.open();
        var listening = new ArrayList<CompletableFuture<WireServer>>();
        listening.add(network.listen(ports, announcements.publisher().subscribers()));
        listening.add(network.listen(ports, responder.requesters()));
        if (app.publishesEvents()) listening.add(network.listen(ports, events.subscribers()));
        try {
            // also when one of them failed: what is bound later than the network is closed would stay open
            network.await(settled(udp, listening), OPEN_TIMEOUT);
            DatagramPort port = network.await(udp, OPEN_TIMEOUT);
            for (var each : listening) servers.add(network.await(each, OPEN_TIMEOUT));
            onLoop(() -> start(port), OPEN_TIMEOUT);
        } catch (TimeoutException | RuntimeException e) {
            closing.set(true);
            network.close();
            throw new IllegalStateException(
                    "Cannot join the mesh on %s: %s. The options that decide about it are address, port, basePort, highestPort, %s"
                            .formatted(context.options().discoveryDescription(), e.getMessage(), CoteNode.WAYS_OUT),
                    e);
        }
    }

    private static CompletableFuture<Boolean> settled(
            CompletableFuture<?> one, List<? extends CompletableFuture<?>> others) {
        CompletableFuture<?> rest = CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
        return CompletableFuture.allOf(one, rest).handle((nothing, failure) -> failure == null);
    }

    /** Runs something on the loop and waits for it. */
    private void onLoop(Runnable task, Duration timeout) throws TimeoutException {
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

    private void start(DatagramPort port) {
        String self = app.self().uuid();
        node.add(new Component(
                        components.servicesSubscriber(),
                        KeyGroup.only(each -> KeyGroup.isOther(each, self), services.dialer()),
                        null)
                .reporting(services.vitals()));
        after(1, () -> {
            var subscribers = announcements.publisher().subscribers();
            node.add(listening(components.servicesPublisher(), 0, peers, subscribers)
                    .reporting(announcements.publisher().vitals()));
        });
        if (app.publishesEvents())
            after(
                    2,
                    () -> node.add(listening(components.eventsPublisher(), 2, NOBODY, events.subscribers())
                            .reporting(events.vitals())));
        after(app.publishesEvents() ? 3 : 2, () -> {
            responding = listening(components.responder(), 1, NOBODY, responder.requesters())
                    .reporting(responder.vitals());
            node.add(responding);
        });
        node.start(port);
    }

    /** What is announced only when so many component delays have passed. */
    private void after(int delays, Runnable announcing) {
        Duration delay = app.componentDelay().multipliedBy(delays);
        if (delay.isZero()) announcing.run();
        else
            network.schedule(delay, () -> {
                if (!closing.get()) announcing.run();
            });
    }

    private Component listening(
            Advertisement advertisement, int server, NodeListener nodes, AcceptedConnections connections) {
        int port = servers.get(server).port();
        return new Component(advertisement.withPort(port), nodes, new CallerWatch(() -> callersOf(connections)));
    }

    /** With Redis nobody knows whose hello comes from where, so that all of them are counted together. */
    private Map<String, Integer> callersOf(AcceptedConnections connections) {
        return context.options().redis() == null
                ? connections.byAddress()
                : Map.of(VertxRedis.NOWHERE, connections.open().size());
    }

    @Override
    public void onFirstOfKey(String key) {
        groups.put(
                key,
                new KeyGroup(
                        context, node, app, key, peers, (event, data) -> listener.hear(new MeshEvent(event, data))));
    }

    @Override
    public void onLastOfKey(String key) {
        KeyGroup group = groups.remove(key);
        if (group != null) group.close();
    }

    @Override
    public void onJoined(Peer peer) {
        for (ServiceDescriptor each : offers.of(peer.uuid())) listener.onService(each);
        if (repeatPlanned) return;
        repeatPlanned = true;
        network.schedule(GATHERING, () -> {
            repeatPlanned = false;
            announcements.repeat();
        });
    }

    /** A connection that comes back to a peer that is leaving is not for calls whose callers have not heard of it yet. */
    @Override
    public void onOpening(String appUuid, RequestChannel channel) {
        if (offers.isWithdrawn(appUuid)) channel.refuse();
    }

    private void onServiceEvent(String event, @Nullable Object data) {
        Optional<ServiceDescriptor> received = ServiceDescriptor.fromJson(data);
        if (received.isEmpty()) {
            context.counters().count(Counters.Counted.ODD_FRAMES);
            return;
        }
        ServiceDescriptor service = received.get();
        if (!event.equals("service")) {
            offers.remove(service);
            listener.onServiceRemoved(service);
            if (offers.of(service.uuid()).isEmpty()) withdrawals.onLast(service.uuid());
        } else if (!service.uuid().equals(app.self().uuid())) {
            offers.add(service);
            withdrawals.onOffer(service.uuid());
            listener.onService(service);
        }
    }

    void announce(ServiceDescriptor service) {
        ByteBuffer frame = Announcements.added(service);
        network.execute(() -> announcements.announce(service.path(), frame));
    }

    void withdraw(ServiceDescriptor service, boolean tellOthers) {
        ByteBuffer frame = Announcements.removed(service, tellOthers);
        network.execute(() -> {
            announcements.withdraw(service.path());
            announcements.publisher().publish(frame);
        });
    }

    void publish(MeshEvent event) {
        if (!app.publishesEvents()) return;
        try {
            // null ends Node processes
            Object message = event.message() == null ? Map.of() : event.message();
            ByteBuffer frame = AmpEncoder.encode(new Topic(app.self().key(), event.name()).text(), message);
            int limit = context.options().limits().maxFrameBytes();
            if (frame.remaining() > limit)
                throw FeathersException.badRequest(
                        "The event '%s' has %d bytes, more than the %d that can be sent",
                        event.name(), frame.remaining(), limit);
            events.publish(frame);
        } catch (JsonException e) {
            throw FeathersException.badRequest("The event '%s' can not be sent: %s", event.name(), e.getMessage())
                    .withCause(e);
        }
    }

    /** Frames that slow peers could not take. */
    long refused() {
        return context.counters().value(Counters.Counted.DROPPED_FRAMES);
    }

    MeshLink.Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
        if (!closing.get()) return requests.send(peer, request, onReply);
        throw FeathersException.unavailable("%s cannot be sent: this application has left the mesh", request);
    }

    /** Has the others stop sending requests; returns when nothing is on its way, or after a few seconds. */
    void drain() {
        var drain = new Drain(network, responder.requesters());
        network.execute(() -> {
            if (responding != null) responding.hide();
            drain.begin();
        });
        try {
            network.await(drain.done(), OPEN_TIMEOUT);
        } catch (TimeoutException e) {
            log.debug("The loop is too busy to drain: {}", e.getMessage());
        }
    }

    void close(Duration timeout) {
        if (!closing.compareAndSet(false, true)) return;
        var silent = new CompletableFuture<Boolean>();
        network.execute(() -> leave(silent));
        try {
            network.await(silent, timeout);
        } catch (TimeoutException e) {
            log.debug("Not everything could be sent in {}", timeout);
        } finally {
            loseTheRest();
            network.close();
        }
    }

    /** Sends what waits, then closes; tells the listener nothing any more. */
    private void leave(CompletableFuture<Boolean> silent) {
        listener.mute();
        node.close();
        for (AcceptedConnections each : accepting()) {
            each.close();
            each.open().forEach(AmpConnection::finish);
        }
        services.dialer().finish();
        groups.values().forEach(KeyGroup::finish);
        channels.all().forEach(each -> each.connection().finish());
        completeWhenAllClosed(silent);
    }

    private List<AcceptedConnections> accepting() {
        return List.of(announcements.publisher().subscribers(), events.subscribers(), responder.requesters());
    }

    private void completeWhenAllClosed(CompletableFuture<Boolean> silent) {
        if (context.open().get() > 0) {
            network.schedule(Duration.ofMillis(5), () -> completeWhenAllClosed(silent));
            return;
        }
        // at once: others will soon try to connect again
        servers.forEach(WireServer::close);
        silent.complete(true);
    }

    private void loseTheRest() {
        try {
            onLoop(() -> channels.all().forEach(each -> each.connection().abort()), OPEN_TIMEOUT);
            onLoop(() -> channels.all().forEach(RequestChannel::onClosed), OPEN_TIMEOUT);
            onLoop(() -> servers.forEach(WireServer::close), OPEN_TIMEOUT);
        } catch (TimeoutException e) {
            log.warn("The loop does not answer any more: {}", e.getMessage());
        }
    }

    String description() {
        var ports = new StringBuilder();
        for (WireServer each : servers)
            ports.append(ports.isEmpty() ? "" : ", ").append(each.port());
        return "cote, %s, tcp %s".formatted(context.options().discoveryDescription(), ports);
    }
}
