package org.feathers4j.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.feathers4j.Application;
import org.feathers4j.Connection;
import org.feathers4j.FeathersException;
import org.feathers4j.Replicas;
import org.feathers4j.channels.Channels;
import org.feathers4j.channels.EventPosition;
import org.feathers4j.channels.PublishedEvents;
import org.feathers4j.socketioserver.Socket;
import org.feathers4j.socketioserver.SocketFrame;
import org.feathers4j.socketioserver.SocketIoServer;
import org.feathers4j.socketioserver.SocketState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the sessions that a replica hands over when it is stopped. Owner of those whose client has not come yet. Safe for all threads. */
final class SessionReceiver {
    static final String SUBJECT = "sessions";
    /** An event without an identity may reach one replica that much later than another; longer, and a client might get it twice. */
    static final Duration SPREAD = Duration.ofSeconds(5);
    /** How long a client waits for the events that it has missed. */
    private static final Duration FOR_EVENTS = Duration.ofSeconds(10);

    /** Of one client: more than fit into what is kept of it. */
    private static final int MAX_EVENTS = 1_000_000;

    private static final Duration FOR_PUBLISHERS = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(SessionReceiver.class);

    private final SocketIoServer sockets;
    private final ServiceSockets services;
    private final Channels channels;
    private final Replicas replicas;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(Expected expected, Socket socket) {}

    SessionReceiver(Application app, SocketIoServer sockets, ServiceSockets services, Replicas replicas) {
        this.sockets = sockets;
        this.services = services;
        this.channels = app.configure(Channels.create());
        this.replicas = replicas;
    }

    void install() {
        replicas.answer(SUBJECT, this::answer);
    }

    private Object answer(Map<String, @Nullable Object> message) {
        return switch (String.valueOf(message.get("type"))) {
            case "expect" -> expect(HandedSession.list(message.get("sessions")));
            case "position" -> position();
            case "complete" -> complete(message);
            case "forget" -> forget(HandedSession.list(message.get("pids")));
            default -> throw FeathersException.badRequest("An unknown message about sessions");
        };
    }

    private Object expect(List<?> sessions) {
        for (Object each : sessions) expect(HandedSession.ofJson(each));
        return true;
    }

    private void expect(HandedSession session) {
        String pid = session.state().pid();
        var expected = new Expected(pid, session.connection(), System.nanoTime());
        Socket socket = services.expect(session, expected).orElse(null);
        if (socket == null) return;
        waiting.put(pid, new Waiting(expected, socket));
        Connection connection = expected.connection();
        session.channels().forEach(name -> channels.channel(name).join(connection));
    }

    /** Which events were published before those that are recorded, and whose events come here. */
    private Map<String, @Nullable Object> position() {
        return Map.of("sources", sources(), "providers", List.copyOf(replicas.providers()));
    }

    private Map<String, @Nullable Object> sources() {
        PublishedEvents published = published();
        if (isRecent(published.unknown(), SPREAD))
            throw FeathersException.unavailable("There are events that cannot be told from each other");
        var positions = new LinkedHashMap<String, @Nullable Object>();
        long now = System.nanoTime();
        published.positions().forEach((source, position) -> {
            Map<String, @Nullable Object> json = json(position);
            json.put(
                    "age",
                    Duration.ofNanos(now - published.times().getOrDefault(source, now))
                            .toMillis());
            positions.put(source, json);
        });
        return positions;
    }

    private PublishedEvents published() {
        return channels.published(replicas::hear, false, FOR_PUBLISHERS)
                .orElseThrow(() -> FeathersException.unavailable("Publishers are busy"));
    }

    static boolean isRecent(@Nullable Long time, Duration period) {
        return time != null && System.nanoTime() - time < period.toNanos();
    }

    static Map<String, @Nullable Object> json(EventPosition position) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("last", position.last());
        json.put("missing", List.copyOf(position.missing()));
        return json;
    }

    /** Positions that a replica has sent. */
    static EventPosition position(@Nullable Object json) {
        Map<String, @Nullable Object> from = HandedSession.object(json);
        List<?> gaps = HandedSession.list(from.get("missing"));
        if (gaps.size() > EventPosition.MAX_MISSING)
            throw FeathersException.badRequest("A position has more than %d gaps", EventPosition.MAX_MISSING);
        var missing = new TreeSet<Long>();
        for (Object each : gaps) missing.add(number(each));
        return new EventPosition(number(from.get("last")), missing);
    }

    static long number(@Nullable Object json) {
        if (json instanceof Number number) return number.longValue();
        throw FeathersException.badRequest("A position needs numbers");
    }

    private Object complete(Map<String, @Nullable Object> message) {
        var positions = new LinkedHashMap<String, EventPosition>();
        HandedSession.object(message.get("positions"))
                .forEach((source, position) -> positions.put(source, position(position)));
        var others = new ArrayList<String>();
        for (Object each : HandedSession.list(message.get("others"))) others.add(String.valueOf(each));
        List<SocketFrame> events = HandedFrames.events(message.get("events"));
        for (Object each : HandedSession.list(message.get("sessions")))
            complete(HandedSession.object(each), events, positions, others);
        return true;
    }

    private void complete(
            Map<String, @Nullable Object> session,
            List<SocketFrame> events,
            Map<String, EventPosition> positions,
            List<String> others) {
        String pid = HandedSession.name(session, "pid");
        Waiting present = waiting.get(pid);
        if (present == null || present.expected().end().isDone()) return;
        List<SocketFrame> frames = HandedFrames.read(events, session.get("runs"), MAX_EVENTS);
        var state = new SocketState(pid, present.socket().id(), Boolean.TRUE.equals(session.get("isWhole")), frames);
        if (sockets.complete(present.socket(), state, offset -> EventOffset.isIn(positions, offset)))
            present.expected().end().complete(others);
        else forget(pid);
    }

    private Object forget(List<?> pids) {
        for (Object pid : pids) forget(String.valueOf(pid));
        return true;
    }

    private void forget(String pid) {
        Waiting gone = waiting.remove(pid);
        if (gone == null) return;
        gone.expected().end().completeExceptionally(FeathersException.unavailable("It is not handed over"));
        gone.socket().disconnect();
    }

    /** The client is not expected any more. */
    void ended(Expected expected) {
        waiting.remove(expected.pid());
    }

    /**
     * Waits until all events are here that the client has missed. On a virtual thread.
     *
     * @throws Exception when the client cannot go on
     */
    List<String> await(Expected expected) throws Exception {
        List<String> others = expected.await(FOR_EVENTS);
        if (channels.hasUnknown(replicas::hear, expected.since()))
            throw FeathersException.unavailable("There are events that cannot be told from each other");
        return others;
    }

    /** The client is here: the other replicas need not expect it. */
    void taken(Expected expected, List<String> others) {
        waiting.remove(expected.pid());
        for (String other : others)
            Thread.ofVirtual().name("forget a session").start(() -> {
                try {
                    replicas.ask(other, SUBJECT, Map.of("type", "forget", "pids", List.of(expected.pid())), FOR_EVENTS);
                } catch (FeathersException e) {
                    log.debug("Replica {} goes on to expect a client that is here", other, e);
                }
            });
    }
}
