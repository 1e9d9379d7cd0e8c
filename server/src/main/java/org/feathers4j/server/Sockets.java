package org.feathers4j.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket.IO on the port of a {@link Server}: its namespaces and its clients. As long as no namespace is served, requests to its path are like all others.
 *
 * <p>Safe for all threads.
 */
public final class Sockets {
    private static final Logger log = LoggerFactory.getLogger(Server.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 15;

    private final SocketOptions options;
    private final Map<String, SocketHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, SocketSession> sessions = new ConcurrentHashMap<>();
    private final Set<SocketLoop> loops = ConcurrentHashMap.newKeySet();
    private final AtomicLong slow = new AtomicLong();
    private final OwedAnswers owed = new OwedAnswers();
    private final SocketRejections rejections;

    Sockets(SocketOptions options) {
        this.options = options;
        this.rejections = new SocketRejections(options.engine().maxPayload(), System::nanoTime);
    }

    /**
     * Serves a namespace.
     *
     * @param namespace {@code /} for the main one; all others begin with a slash, too
     * @param handler asked about every client
     * @throws IllegalStateException when it is served already
     */
    public Sockets of(String namespace, SocketHandler handler) {
        if (!namespace.startsWith("/") || namespace.contains(","))
            throw new IllegalArgumentException(
                    "namespace '%s' must begin with a slash and contain no comma".formatted(namespace));
        if (handlers.putIfAbsent(namespace, handler) != null)
            throw new IllegalStateException("Namespace %s is served already".formatted(namespace));
        return this;
    }

    /** The same for a namespace that the application may serve itself; then it is left alone. */
    void ofUnlessServed(String namespace, SocketHandler handler) {
        handlers.putIfAbsent(namespace, handler);
    }

    /** How many clients are connected. */
    public int count() {
        return sessions.size();
    }

    /** How many clients were closed because they did not read what was sent to them. */
    public long closedForSlowness() {
        return slow.get();
    }

    /**
     * How many messages of clients were rejected because they are too long, malformed, or break the protocol otherwise; the clients are disconnected, or answered 413. The log has a
     * warning for the first one, and then at most one every ten seconds.
     */
    public long rejectedMessages() {
        return rejections.count();
    }

    SocketRejections rejections() {
        return rejections;
    }

    SocketOptions options() {
        return options;
    }

    Set<String> namespaces() {
        return handlers.keySet();
    }

    boolean areServed() {
        return !handlers.isEmpty();
    }

    boolean hasRoom() {
        return sessions.size() < options.limits().maxSessions();
    }

    @Nullable
    SocketSession session(String sid) {
        return sessions.get(sid);
    }

    void add(SocketLoop loop) {
        loops.add(loop);
    }

    void add(SocketSession session) {
        sessions.put(session.sid(), session);
    }

    void remove(SocketSession session) {
        sessions.remove(session.sid());
    }

    void countSlow() {
        slow.incrementAndGet();
    }

    /** A handler that fails lets nobody in. */
    void ask(String namespace, SocketRequest request) {
        try {
            Objects.requireNonNull(handlers.get(namespace)).connecting(request);
        } catch (RuntimeException | Error e) {
            log.error("The handler of namespace {} has failed", namespace, e);
            request.refuse("The server could not let you in", null);
        }
    }

    OwedAnswers owed() {
        return owed;
    }

    /** Waits for the answers that clients still wait for, for a while; then ends all sessions. */
    void close(Duration timeout) {
        if (!owed.await(timeout)) log.warn("Sockets are closed although clients wait for answers");
        loops.forEach(loop -> loop.close("server shutting down"));
    }

    static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
