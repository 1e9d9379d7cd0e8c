package org.feathers4j.sockend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import org.feathers4j.cote.ComponentOptions;
import org.feathers4j.cote.Cote;
import org.feathers4j.cote.Offer;
import org.feathers4j.cote.RequestException;
import org.feathers4j.cote.Requester;
import org.feathers4j.cote.Subscriber;
import org.feathers4j.json.JsonException;
import org.feathers4j.socketioserver.SocketAck;
import org.feathers4j.socketioserver.SocketFrame;
import org.feathers4j.socketioserver.SocketHandler;
import org.feathers4j.socketioserver.SocketListener;
import org.feathers4j.socketioserver.SocketRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One namespace: its clients, the requests they may make, and the events they get. Its offers are owned by the thread that calls {@link #offer}, one at a time; other threads read snapshots.
 */
final class SockendNamespace implements SocketHandler {
    private static final Logger log = LoggerFactory.getLogger(Sockend.class);

    private final Cote cote;
    private final String namespace;
    private final SockendOptions options;
    private final Semaphore permits;
    private final NamespaceRooms rooms = new NamespaceRooms();
    private volatile Set<String> types = Set.of();
    private volatile Events events = new Events(false, Set.of());
    private volatile @Nullable Requester requester;
    private volatile @Nullable Subscriber subscriber;
    private volatile boolean closed;

    /** The events that publishers publish; all events when one of the publishers lists none. */
    private record Events(boolean all, Set<String> names) {
        boolean has(String name) {
            return all || names.contains(name);
        }
    }

    /** @param namespace the cote namespace; empty for none */
    SockendNamespace(Cote cote, String namespace, SockendOptions options, Semaphore permits) {
        this.cote = cote;
        this.namespace = namespace;
        this.options = options;
        this.permits = permits;
    }

    /** Replaces the offers. A requester or subscriber that exists stays open without an offer: offers come back. */
    void offer(Set<Offer> offers) {
        List<Offer> answering = of(Offer.Kind.RESPONDER, offers);
        types = names(answering);
        if (!types.isEmpty() && requester == null)
            requester = cote.requester(
                    "sockendReq", o -> component(o).listedOnly(true).timeout(options.timeout()));
        List<Offer> publishing = of(Offer.Kind.PUBLISHER, offers);
        events = new Events(publishing.stream().anyMatch(each -> each.names() == null), names(publishing));
        if (!publishing.isEmpty() && subscriber == null)
            subscriber = cote.subscriber("sockendSub", this::component).on("*", this::tell);
    }

    private static List<Offer> of(Offer.Kind kind, Set<Offer> offers) {
        return offers.stream().filter(each -> each.kind() == kind).toList();
    }

    private static Set<String> names(List<Offer> offers) {
        var names = new ArrayList<String>();
        for (Offer each : offers) {
            List<String> its = each.names();
            if (its != null) names.addAll(its);
        }
        return names.stream().collect(Collectors.toUnmodifiableSet());
    }

    private ComponentOptions.Builder component(ComponentOptions.Builder component) {
        component.key(options.key());
        return namespace.isEmpty() ? component : component.namespace(namespace);
    }

    @Override
    public void connecting(SocketRequest request) {
        Thread.ofVirtual().name("sockend gate").start(() -> enter(request));
    }

    private void enter(SocketRequest request) {
        var client = new SockendClient(request.socket(), request.auth(), rooms);
        try {
            if (closed) throw new IllegalStateException("The Sockend is closed");
            rooms.enter(client);
            options.gate().entering(client);
            request.accept(new ClientListener(client));
        } catch (RuntimeException e) {
            rooms.exit(client);
            request.refuse(message(e), null);
        }
    }

    private static String message(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** The events of one client in the namespace; called on its event loop. */
    private final class ClientListener implements SocketListener {
        private final SockendClient client;

        ClientListener(SockendClient client) {
            this.client = client;
        }

        @Override
        public void event(String name, List<@Nullable Object> args, @Nullable SocketAck ack) {
            if (!permits.tryAcquire()) {
                refuse(ack, "%d requests are already in flight".formatted(options.maxRequests()));
                return;
            }
            Thread.ofVirtual().name("sockend request").start(() -> {
                try {
                    ask(client, name, args, ack);
                } finally {
                    permits.release();
                }
            });
        }

        @Override
        public void disconnected(String reason) {
            rooms.exit(client);
        }
    }

    private static void refuse(@Nullable SocketAck ack, String message) {
        if (ack != null) ack.send(Map.of("message", message));
    }

    private void ask(SockendClient client, String type, List<@Nullable Object> args, @Nullable SocketAck ack) {
        try {
            Object result = ask(client, type, args.isEmpty() ? null : args.getFirst());
            if (ack != null) ack.send(null, result);
        } catch (RequestException e) {
            if (ack != null && e.error() != null) ack.send(e.error());
            else refuse(ack, message(e));
        } catch (RuntimeException e) {
            refuse(ack, message(e));
        }
    }

    private @Nullable Object ask(SockendClient client, String type, @Nullable Object data) {
        Requester asks = requester;
        if (asks == null || !types.contains(type))
            throw new IllegalArgumentException("No responder in this namespace lists '%s'".formatted(type));
        if (data != null && !(data instanceof Map<?, ?>))
            throw new IllegalArgumentException("The data of '%s' must be an object".formatted(type));
        var request = new LinkedHashMap<String, @Nullable Object>();
        if (data instanceof Map<?, ?> members)
            members.forEach((name, value) -> request.put(String.valueOf(name), value));
        request.put("type", type);
        options.requestTransformer().transform(request, client);
        return asks.send(request);
    }

    /** Passes an event on, on the queue of the subscriber. */
    private void tell(String event, @Nullable Object data) {
        if (!events.has(event)) return;
        Collection<SockendClient> hearing = rooms.all();
        Object told = data;
        if (data instanceof Map<?, ?> members && (members.get("__room") != null || members.get("__rooms") != null)) {
            hearing = rooms.in(named(members));
            var rest = new LinkedHashMap<>(members);
            rest.remove("__room");
            rest.remove("__rooms");
            told = rest;
        }
        send(event, told, hearing);
    }

    private static List<String> named(Map<?, ?> members) {
        var names = new ArrayList<String>();
        if (members.get("__room") instanceof String room) names.add(room);
        if (members.get("__rooms") instanceof Collection<?> rooms)
            rooms.forEach(each -> names.add(String.valueOf(each)));
        return names;
    }

    private void send(String event, @Nullable Object data, Collection<SockendClient> hearing) {
        if (hearing.isEmpty()) return;
        try {
            SocketFrame frame = SocketFrame.eventIn("/" + namespace, event, data);
            for (SockendClient each : hearing) each.socket().send(frame);
        } catch (JsonException e) {
            log.warn("Dropped event '{}', which cannot be written as JSON: {}", event, e.getMessage());
        }
    }

    void close() {
        closed = true;
        Requester asks = requester;
        Subscriber hears = subscriber;
        if (asks != null) asks.close();
        if (hears != null) hears.close();
        rooms.all().forEach(SockendClient::disconnect);
    }
}
