package org.feathers4j.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.feathers4j.Application;
import org.feathers4j.FeathersException;
import org.feathers4j.Replicas;
import org.feathers4j.channels.Channels;
import org.feathers4j.channels.EventPosition;
import org.feathers4j.channels.PublishedEvents;
import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketIoServer;
import org.feathers4j.socketioserver.SocketState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the sessions of a server that is stopped over to its replicas: {@link #announce} before clients are cut off, {@link #complete} when no call runs any more. Used once, by the thread that closes
 * the server.
 */
final class SessionHandover {
    private static final Logger log = LoggerFactory.getLogger(SessionHandover.class);
    private static final Duration FOR_ANSWERS = Duration.ofSeconds(3);
    /** So many sessions are announced in one message; each has the headers of its handshake. */
    private static final int AT_ONCE = 100;
    /**
     * The events of a source from which none has ever come here are not waited for when the last one is this old: it
     * was started a moment ago, and this server was not connected yet when it emitted it.
     */
    private static final Duration LONG_AGO = Duration.ofSeconds(2);

    private final SocketIoServer sockets;
    private final Channels channels;
    private final ServiceSockets services;
    private final Replicas replicas;
    /** What was announced, by the socket. */
    private final Map<Socket, Map<String, @Nullable Object>> announced = new LinkedHashMap<>();

    private final Map<String, Receiver> receivers = new LinkedHashMap<>();

    private long begun;
    /** When the present step has to be over. */
    private long deadline;

    SessionHandover(Application app, SocketIoServer sockets, ServiceSockets services, Replicas replicas) {
        this.sockets = sockets;
        this.channels = app.configure(Channels.create());
        this.services = services;
        this.replicas = replicas;
    }

    /** Tells the replicas whom to expect: from now on they record for these clients. */
    void announce(Duration timeout) {
        begun = System.nanoTime();
        deadline = begun + shorter(timeout, FOR_ANSWERS).toNanos();
        for (Socket socket : sockets.recoverable()) {
            Map<String, @Nullable Object> session = services.session(socket);
            if (session != null) announced.put(socket, session);
        }
        if (announced.isEmpty()) return;
        replicas.answering(SessionReceiver.SUBJECT, left()).forEach(this::announce);
    }

    /** For one answer of a replica: no step takes longer than it may, however many replicas are slow. */
    private Duration left() {
        return shorter(FOR_ANSWERS, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void announce(String replica) {
        try {
            expect(replica);
            receivers.put(replica, receiver(replica));
        } catch (FeathersException e) {
            log.info("Replica {} takes no sessions: {}", replica, e.message());
            forget(replica);
        }
    }

    private Receiver receiver(String replica) {
        return Receiver.ofJson(replicas.ask(replica, SessionReceiver.SUBJECT, Map.of("type", "position"), left()));
    }

    private void expect(String replica) {
        List<Map<String, @Nullable Object>> sessions = List.copyOf(announced.values());
        for (int i = 0; i < sessions.size(); i += AT_ONCE) {
            var some = sessions.subList(i, Math.min(i + AT_ONCE, sessions.size()));
            replicas.ask(replica, SessionReceiver.SUBJECT, Map.of("type", "expect", "sessions", some), left());
        }
    }

    /** Waits until all is published here that the replicas do not have, publishes nothing more, and sends what the clients were sent. */
    void complete(Duration timeout) {
        if (receivers.isEmpty()) return;
        deadline = System.nanoTime() + timeout.toNanos();
        PublishedEvents last =
                catchUp(System.nanoTime() + shorter(timeout, FOR_ANSWERS).toNanos());
        if (last == null
                || SessionReceiver.isRecent(last.unknown(), sinceBegun().plus(SessionReceiver.SPREAD))) {
            log.info("Sessions are not handed over: {}", last == null ? "events are late" : "events have no identity");
            receivers.keySet().forEach(this::forget);
            return;
        }
        if (receivers.isEmpty()) return;
        List<SocketState> states = states();
        var positions = new LinkedHashMap<String, @Nullable Object>();
        last.positions().forEach((source, position) -> positions.put(source, SessionReceiver.json(position)));
        for (String replica : receivers.keySet()) {
            List<String> others = receivers.keySet().stream()
                    .filter(each -> !each.equals(replica))
                    .toList();
            Set<@Nullable Object> waitFor = pids();
            try {
                HandedFrames.write(states, message -> {
                    message.put("type", "complete");
                    message.put("positions", positions);
                    message.put("others", others);
                    replicas.ask(replica, SessionReceiver.SUBJECT, message, left());
                    for (Object session : HandedSession.list(message.get("sessions")))
                        waitFor.remove(HandedSession.object(session).get("pid"));
                });
                log.info("Handed {} sessions over to replica {}", states.size(), replica);
            } catch (FeathersException e) {
                log.warn("Replica {} has not taken all sessions: {}", replica, e.message());
            }
            // their clients are new ones, at once
            if (!waitFor.isEmpty()) forget(replica, waitFor);
        }
    }

    private Duration sinceBegun() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Null when publishers are too slow. Replicas that do not get what comes here, or had what does not come here in time, are left out. */
    private @Nullable PublishedEvents catchUp(long end) {
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            PublishedEvents here = published(false);
            if (here == null) return null;
            List<String> late = List.copyOf(receivers.keySet()).stream()
                    .filter(each -> !isReady(each, here))
                    .toList();
            if (late.isEmpty()) return published(true);
            if (left.isZero()) {
                late.forEach(this::leaveOut);
                return published(true);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private @Nullable PublishedEvents published(boolean isLast) {
        return channels.published(replicas::hear, isLast, left()).orElse(null);
    }

    private void leaveOut(String replica) {
        log.info("Replica {} takes no sessions: events are late", replica);
        receivers.remove(replica);
        forget(replica);
    }

    /**
     * Whether a replica gets the events that come here, and all has come here that it had before. One that has just been
     * started may not be connected to all sources yet.
     */
    private boolean isReady(String replica, PublishedEvents here) {
        Set<String> active = here.times().entrySet().stream()
                .filter(each -> each.getValue() - begun > 0) // others may be gone
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> providers = new HashSet<>(replicas.providers());
        providers.remove(replica);
        Receiver told = Objects.requireNonNull(receivers.get(replica));
        if (!told.hears(active, providers)) {
            told = asked(replica);
            if (told == null || !told.hears(active, providers)) return false;
        }
        return told.isCoveredBy(here);
    }

    /** What the replica tells now; null when it does not. */
    private @Nullable Receiver asked(String replica) {
        try {
            Receiver now = receiver(replica);
            receivers.put(replica, now);
            return now;
        } catch (FeathersException e) {
            return null;
        }
    }

    /** Of the clients that are still what they were when they were announced. */
    private List<SocketState> states() {
        var states = new ArrayList<SocketState>();
        announced.forEach((socket, before) -> {
            if (isSame(before, services.session(socket))) sockets.state(socket).ifPresent(states::add);
        });
        return states;
    }

    private static boolean isSame(Map<String, @Nullable Object> before, @Nullable Map<String, @Nullable Object> now) {
        return now != null
                && Objects.equals(before.get("channels"), now.get("channels"))
                && Objects.equals(before.get("properties"), now.get("properties"));
    }

    private Set<@Nullable Object> pids() {
        var pids = new HashSet<@Nullable Object>();
        for (Map<String, @Nullable Object> each : announced.values()) pids.add(each.get("pid"));
        return pids;
    }

    private void forget(String replica) {
        forget(replica, pids());
    }

    private void forget(String replica, Set<@Nullable Object> pids) {
        try {
            Map<String, @Nullable Object> message = Map.of("type", "forget", "pids", new ArrayList<>(pids));
            replicas.ask(replica, SessionReceiver.SUBJECT, message, left());
        } catch (FeathersException e) {
            log.debug("Replica {} expects clients that do not come", replica, e);
        }
    }

    /**
     * What a replica has told of itself.
     *
     * @param sources which events it had published before it recorded, by the source
     * @param times when the last event of each source was published there, as {@link System#nanoTime} tells here
     * @param providers whose events it gets
     */
    private record Receiver(Map<String, EventPosition> sources, Map<String, Long> times, Set<String> providers) {
        static Receiver ofJson(@Nullable Object json) {
            Map<String, @Nullable Object> told = HandedSession.object(json);
            var sources = new HashMap<String, EventPosition>();
            var times = new HashMap<String, Long>();
            long now = System.nanoTime();
            HandedSession.object(told.get("sources")).forEach((source, position) -> {
                sources.put(source, SessionReceiver.position(position));
                long age = SessionReceiver.number(HandedSession.object(position).get("age"));
                times.put(source, now - TimeUnit.MILLISECONDS.toNanos(age));
            });
            Set<String> providers = HandedSession.list(told.get("providers")).stream()
                    .map(String::valueOf)
                    .collect(Collectors.toSet());
            return new Receiver(sources, times, providers);
        }

        boolean hears(Set<String> activeSources, Set<String> connectedProviders) {
            return sources.keySet().containsAll(activeSources) && providers.containsAll(connectedProviders);
        }

        /** Whether all has been published at the closing server that had been published there. */
        boolean isCoveredBy(PublishedEvents here) {
            return sources.entrySet().stream().allMatch(each -> {
                EventPosition own = here.positions().get(each.getKey());
                if (own == null)
                    return System.nanoTime() - Objects.requireNonNull(times.get(each.getKey())) > LONG_AGO.toNanos();
                return own.covers(each.getValue());
            });
        }
    }
}
