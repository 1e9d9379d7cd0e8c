package org.feathers4j.cotelink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.cote.CoteEngine;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.PubSocket;
import org.feathers4j.cote.RepSocket;
import org.feathers4j.cote.RequestChannel;
import org.feathers4j.cote.SubSocket;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.PeerDetails;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * One application in the mesh, from joining to leaving: its components, and what they mean to the listener. State belongs to the loop;
 * requests and events are written on the threads that send them.
 */
final class CoteSession implements Peers.Consequences {
    private static final Duration GATHERING = Duration.ofSeconds(1);

    private final Network network;
    private final CoteOptions options;
    private final LocalApp app;
    private final GuardedListener listener;
    private final FeathersComponents components;
    private final CoteEngine engine;
    private final Channels channels = new Channels();
    private final Peers peers;
    private final Announcements announcements = new Announcements();
    private final PubSocket publisher;
    private final SubSocket services;
    private final PubSocket events;
    private final RepSocket responder;
    private final Offers offers = new Offers();
    private final Withdrawals withdrawals;
    private final Map<String, KeyGroup> groups = new HashMap<>();
    private final Requests requests;
    private final AtomicBoolean closing = new AtomicBoolean();
    private boolean repeatPlanned;

    CoteSession(Network network, CoteOptions options, LocalApp app, MeshListener listener) {
        this.network = network;
        this.options = options;
        this.app = app;
        this.listener = new GuardedListener(listener);
        components = new FeathersComponents(options, app);
        peers = new Peers(options, app.self().uuid(), channels, this.listener, this);
        requests = new Requests(network, options, channels);
        withdrawals = new Withdrawals(network, channels);
        var healthcheckProbe = new HealthcheckProbe(network, channels, requests, offers);
        engine = new CoteEngine(network, options, peers, healthcheckProbe, FeathersComponents.MAIN);
        publisher = engine.pubSocket(announcements::greeting);
        events = engine.pubSocket(List::of);
        responder = engine.repSocket(call -> this.listener.onRequest(new CoteRequest(call)));
        var topics = Stream.concat(
                        FeathersComponents.SERVICE_EVENTS.stream(), Stream.of(FeathersComponents.SERVICE_WITHDRAWN))
                .toList();
        services = engine.subSocket(FeathersComponents.SERVICES, topics, (event, data) -> {
            onServiceEvent(event, data);
            return null; // few, and never held back
        });
    }

    /** Binds everything, then announces it. */
    void open() {
        var listening = new ArrayList<>(List.of(publisher, responder));
        if (app.publishesEvents()) listening.add(events);
        try {
            engine.open(listening, this::announceComponents);
        } catch (IllegalStateException e) {
            closing.set(true);
            throw e;
        }
    }

    private void announceComponents() {
        engine.announce(
                services,
                components.servicesSubscriber(),
                KeyGroup.others(app.self().uuid()));
        after(1, () -> engine.announce(publisher, components.servicesPublisher()));
        if (app.publishesEvents()) after(2, () -> engine.announce(events, components.eventsPublisher()));
        after(app.publishesEvents() ? 3 : 2, () -> engine.announce(responder, components.responder()));
    }

    /** What is announced only when so many component delays have passed. */
    private void after(int delays, Runnable announcing) {
        Duration delay = app.componentDelay().multipliedBy(delays);
        if (delay.isZero()) announcing.run();
        else network.schedule(delay, announcing);
    }

    @Override
    public void onFirstOfKey(String key) {
        groups.put(
                key,
                new KeyGroup(
                        engine,
                        network,
                        components,
                        app,
                        key,
                        peers,
                        (event, data) -> listener.hear(new MeshEvent(event, data))));
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
            publisher.greetAll();
        });
    }

    /** A connection that comes back to a peer that is leaving is not for calls whose callers have not heard of it yet. */
    @Override
    public void onOpening(String appUuid, RequestChannel channel) {
        if (offers.isWithdrawn(appUuid)) channel.refuse();
    }

    private void onServiceEvent(String event, @Nullable Object data) {
        Optional<ServiceDescriptor> received = ServiceDescriptor.fromJson(data);
        if (received.isEmpty()) return;
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
        network.execute(() -> {
            announcements.announce(service.path(), frame);
            publisher.publish(frame);
        });
    }

    void withdraw(ServiceDescriptor service, boolean tellOthers) {
        ByteBuffer frame = Announcements.removed(service, tellOthers);
        network.execute(() -> {
            announcements.withdraw(service.path());
            publisher.publish(frame);
        });
    }

    void publish(MeshEvent event) {
        if (!app.publishesEvents()) return;
        try {
            // null ends Node processes
            Object message = event.message() == null ? Map.of() : event.message();
            ByteBuffer frame = PubSocket.frame(app.self().key(), event.name(), message);
            int limit = options.maxFrameBytes();
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
        return engine.droppedFrames();
    }

    MeshLink.Call request(Peer peer, MeshRequest request, @Nullable Duration left, Consumer<Reply> onReply) {
        if (!closing.get()) return requests.send(peer, request, left, onReply);
        throw FeathersException.unavailable("%s cannot be sent: this application has left the mesh", request);
    }

    /** Makes peers stop sending requests; returns when no request is on its way, or after a few seconds. */
    void drain() {
        engine.drain(responder);
    }

    /** Sends what waits, then closes; tells the listener nothing any more. */
    void close(Duration gracePeriod) {
        if (!closing.compareAndSet(false, true)) return;
        network.execute(listener::mute);
        engine.close(gracePeriod);
    }

    Map<String, PeerDetails> details() {
        return closing.get() ? Map.of() : Details.of(engine.nodes());
    }

    String description() {
        return engine.description();
    }
}
