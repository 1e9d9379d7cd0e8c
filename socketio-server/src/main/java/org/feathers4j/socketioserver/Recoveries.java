package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.socketio.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that can go on in another session after theirs was lost: {@code connectionStateRecovery} of socket.io (packages/socket.io-adapter, lib/in-memory-adapter.ts). Owner of the time
 * that they have for it. Safe for all threads.
 */
final class Recoveries {
    private final Duration timeout;
    private final int maxReplayBytes;
    private final int maxAway;
    private final Map<String, ClientSocket> byPid = new ConcurrentHashMap<>();
    private final String prefix = EngineSessions.newId().substring(0, 6);
    private final AtomicLong events = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    /** With a number for each absence, the longest first. */
    private final LinkedHashMap<ClientSocket, Long> away = new LinkedHashMap<>();

    private long absences;
    private boolean ended;

    /** @param timeout zero when no socket goes on */
    Recoveries(Duration timeout, int maxReplayBytes, int maxAway) {
        this.timeout = timeout;
        this.maxReplayBytes = maxReplayBytes;
        this.maxAway = maxAway;
    }

    boolean areOn() {
        return timeout.isPositive();
    }

    /** For a new socket; null when it cannot go on. */
    @Nullable
    Replay replay() {
        return areOn() ? new Replay(maxReplayBytes) : null;
    }

    /** An offset that no other event has; null when no socket goes on. */
    @Nullable
    String offset() {
        return areOn() ? prefix + Long.toString(events.incrementAndGet(), Character.MAX_RADIX) : null;
    }

    void add(ClientSocket socket) {
        String pid = socket.pid();
        if (pid != null) byPid.put(pid, socket);
    }

    /** The socket that a client wants to go on with; null when there is none, or none of this namespace. */
    @Nullable
    ClientSocket wanted(Packet.Connect connect) {
        if (!areOn() || !(connect.auth().get("pid") instanceof String pid)) return null;
        ClientSocket socket = byPid.get(pid);
        return socket == null || !socket.namespace().equals(connect.namespace()) ? null : socket;
    }

    /**
     * The session of a socket was lost.
     *
     * @return the number of the absence, for {@link #await}; 0 when the client can't come back, because the server closes
     */
    long lost(ClientSocket socket) {
        lock.lock();
        try {
            if (ended) return 0;
            away.put(socket, ++absences);
            return absences;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A socket of another server, whose client may come here.
     *
     * @return false when there is no room, or another socket has its pid
     */
    boolean expect(ClientSocket socket, String pid) {
        if (!areOn()) return false;
        lock.lock();
        try {
            if (ended || away.size() >= maxAway || byPid.putIfAbsent(pid, socket) != null) return false;
            away.put(socket, ++absences);
        } finally {
            lock.unlock();
        }
        CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> socket.giveUp(0));
        return true;
    }

    /** The sockets whose clients are there, or may come back. */
    List<ClientSocket> all() {
        return List.copyOf(byPid.values());
    }

    /** Gives up the socket after a time, and the one that is away for the longest when there are too many. On the loop of the session that was lost. */
    void await(ClientSocket socket, long absence, SocketLoop loop) {
        ClientSocket oldest = null;
        lock.lock();
        try {
            if (away.size() > maxAway) oldest = away.firstEntry().getKey();
        } finally {
            lock.unlock();
        }
        if (oldest != null) oldest.giveUp();
        loop.after(timeout, () -> socket.giveUp(absence));
    }

    void back(ClientSocket socket) {
        lock.lock();
        try {
            away.remove(socket);
        } finally {
            lock.unlock();
        }
    }

    void forget(ClientSocket socket) {
        String pid = socket.pid();
        if (pid != null) byPid.remove(pid);
        back(socket);
    }

    /** Nobody comes back: the server closes. */
    void end() {
        List<ClientSocket> all;
        lock.lock();
        try {
            ended = true;
            all = new ArrayList<>(away.keySet());
        } finally {
            lock.unlock();
        }
        all.forEach(ClientSocket::giveUp);
    }

    /** How many sockets wait for their clients. */
    int away() {
        lock.lock();
        try {
            return away.size();
        } finally {
            lock.unlock();
        }
    }
}
