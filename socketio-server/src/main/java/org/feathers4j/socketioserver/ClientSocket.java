package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.vertx.core.Context;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client in one namespace. Events of the client arrive on the loop of the session; any thread may send to the client. */
final class ClientSocket implements Socket {
    private static final Logger log = LoggerFactory.getLogger(ClientSocket.class);

    /** Ends of a session that say nothing about what the client wants (packages/socket.io, lib/socket.ts). */
    private static final Set<String> LOSSES =
            Set.of("transport error", "transport close", "forced close", "ping timeout", "forced server close");

    private enum Stage {
        ASKING,
        CONNECTED,
        /** Its session was lost; the client may come back. */
        AWAY,
        GONE
    }

    private final String namespace;
    private final Recoveries recoveries;
    private final String id;
    private final @Nullable String pid;
    private final @Nullable Replay replay;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SocketFrame> early = new ArrayList<>();
    private long earlyBytes;
    private volatile @Nullable SocketListener listener;
    /** The number of its last absence. */
    private long absence;

    /** That of a client which has not come yet. */
    private final @Nullable SocketHandshake expected;

    /** Null before the client of another server has come. */
    private volatile @Nullable SocketClient client;

    private volatile Stage stage = Stage.ASKING;

    ClientSocket(SocketClient client, String namespace, Recoveries recoveries) {
        this.client = client;
        this.namespace = namespace;
        this.recoveries = recoveries;
        this.replay = recoveries.replay();
        this.pid = replay == null ? null : EngineSessions.newId();
        this.id = EngineSessions.newId();
        this.expected = null;
    }

    /** The socket of another server whose client may come here: it is away, and gets what is sent from now on. */
    ClientSocket(SocketState state, String namespace, SocketHandshake handshake, Recoveries recoveries) {
        this.namespace = namespace;
        this.recoveries = recoveries;
        this.replay = recoveries.replay();
        this.pid = state.pid();
        this.id = state.id();
        this.expected = handshake;
        this.stage = Stage.AWAY;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    /** By which its client may ask to go on; null when it can't. */
    @Nullable
    String pid() {
        return pid;
    }

    @Override
    public SocketHandshake handshake() {
        SocketClient present = client;
        return present == null
                ? Objects.requireNonNull(expected)
                : present.session().handshake();
    }

    private SocketSession session() {
        return client().session();
    }

    SocketClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    public boolean isConnected() {
        return stage == Stage.CONNECTED;
    }

    @Override
    public boolean send(SocketFrame frame) {
        if (!frame.namespace().equals(namespace))
            throw new IllegalArgumentException(
                    "A frame for namespace %s cannot go to a socket in %s".formatted(frame.namespace(), namespace));
        if (replay != null) return record(replay, frame);
        return stage == Stage.CONNECTED ? session().send(frame.frame()) : keep(frame);
    }

    /** What was sent and what is remembered must not differ, whatever happens to the session meanwhile. */
    private boolean record(Replay sent, SocketFrame frame) {
        lock.lock();
        try {
            if (stage == Stage.ASKING) return keep(frame);
            if (stage == Stage.GONE) return false;
            if (frame.offset() != null) sent.add(frame);
            return stage == Stage.CONNECTED ? session().send(frame.frame()) : frame.offset() != null;
        } finally {
            lock.unlock();
        }
    }

    /** To a client, an event before CONNECT is a breach of the protocol. */
    private boolean keep(SocketFrame frame) {
        lock.lock();
        try {
            if (stage == Stage.CONNECTED) return session().send(frame.frame());
            earlyBytes += frame.bytes();
            if (earlyBytes > session().maxQueuedBytes()) session().overflow();
            return stage == Stage.ASKING && earlyBytes <= session().maxQueuedBytes() && early.add(frame);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<@Nullable Object> ask(Duration timeout, String name, @Nullable Object... args) {
        if (Context.isOnEventLoopThread())
            throw new IllegalStateException("ask blocks and must not be called on an event loop");
        List<@Nullable Object> all = new ArrayList<>(args.length + 1);
        all.add(name);
        for (Object arg : args) all.add(arg);
        SocketClient present = client;
        if (present == null)
            throw new AckException(AckException.Reason.DISCONNECTED, "%s: the client is away".formatted(name));
        try {
            return present.namespaces().pending().ask(namespace, name, timeout, number -> sent(number, all));
        } catch (AckException e) {
            throw present.failure(e);
        }
    }

    private boolean sent(long number, List<@Nullable Object> event) {
        return stage == Stage.CONNECTED
                && session().send(PacketEncoder.encode(new Packet.Event(namespace, number, event)));
    }

    @Override
    public void disconnect() {
        if (stage == Stage.AWAY) giveUp();
        else leave(present -> present.namespaces().disconnect(namespace));
    }

    @Override
    public void close() {
        if (stage == Stage.AWAY) giveUp();
        else leave(present -> present.namespaces().expel());
    }

    /** The session may be lost, or the client may change it, before this comes to its turn. */
    private void leave(Consumer<SocketClient> how) {
        SocketClient present = client();
        present.session().loop().later(() -> {
            if (stage == Stage.AWAY) giveUp();
            else if (client == present) how.accept(present);
            else leave(how);
        });
    }

    /** That of a socket which has been connected. Any thread. */
    SocketListener listener() {
        return Objects.requireNonNull(listener);
    }

    // on the loop of the session

    void join(SocketListener by) {
        listener = by;
        lock.lock();
        try {
            stage = Stage.CONNECTED;
            recoveries.add(this);
            for (SocketFrame frame : early) send(frame);
            early.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The client is back, in another session, and gets what it has missed.
     *
     * @param offset of the last event that it got; null when it got none
     * @param greeting sends CONNECT, which the events follow
     * @return false when the socket is gone, or it is not known what the client has missed
     */
    boolean resume(SocketClient by, @Nullable String offset, Runnable greeting) {
        @Nullable SocketClient before;
        lock.lock();
        try {
            before = client;
            List<SocketFrame> missed =
                    replay == null || stage == Stage.GONE || stage == Stage.ASKING ? null : replay.after(offset);
            if (missed == null) return false;
            client = by;
            stage = Stage.CONNECTED;
            recoveries.back(this);
            greeting.run();
            for (SocketFrame frame : missed) by.session().send(frame.frame());
        } finally {
            lock.unlock();
        }
        // the client has noticed before us that its connection was lost
        if (before != null) before.session().loop().later(before.session()::abandon);
        return true;
    }

    /** What another server needs to go on with the client; null when it is gone. Any thread. */
    @Nullable
    SocketState state() {
        lock.lock();
        try {
            String secret = pid;
            if (replay == null || secret == null || (stage != Stage.CONNECTED && stage != Stage.AWAY)) return null;
            return new SocketState(secret, id, replay.isWhole(), replay.frames());
        } finally {
            lock.unlock();
        }
    }

    /** By whom the events of an expected client are heard. Before anything is sent. */
    void heardBy(SocketListener by) {
        listener = by;
    }

    /**
     * What the other server has sent comes first.
     *
     * @return false when it is not known any more what was sent since then, or the client is not expected any more
     */
    boolean complete(SocketState earlier, Predicate<String> isDouble) {
        lock.lock();
        try {
            if (replay == null || stage != Stage.AWAY || !replay.isWhole()) return false;
            replay.prepend(earlier.frames(), earlier.isWhole(), isDouble);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The client is not expected back. Any thread. */
    void giveUp() {
        end(() -> stage == Stage.AWAY);
    }

    /** The same after an absence, unless it is over. */
    void giveUp(long number) {
        end(() -> stage == Stage.AWAY && absence == number);
    }

    /** The client is back as another one. Any thread. */
    void replaced() {
        end(() -> stage != Stage.GONE);
    }

    private void end(BooleanSupplier isDue) {
        lock.lock();
        try {
            if (!isDue.getAsBoolean()) return;
            stage = Stage.GONE;
        } finally {
            lock.unlock();
        }
        recoveries.forget(this);
        tell(by -> by.disconnected("transport close"));
        SocketClient last = client;
        if (last != null) last.session().loop().later(() -> last.namespaces().disconnect(namespace));
    }

    /** The client disconnected before the application had decided. */
    void missed(SocketListener by) {
        listener = by;
        left(client(), "transport close");
    }

    /** The client has left the namespace, or its session has ended. */
    void left(SocketClient from, String reason) {
        long number = 0;
        lock.lock();
        try {
            if (client != from || stage == Stage.GONE) return;
            boolean wasLost = replay != null && stage == Stage.CONNECTED && LOSSES.contains(reason);
            if (wasLost) number = absence = recoveries.lost(this);
            stage = number > 0 ? Stage.AWAY : Stage.GONE;
        } finally {
            lock.unlock();
        }
        if (number > 0) {
            recoveries.await(this, number, from.session().loop());
            return;
        }
        recoveries.forget(this);
        tell(by -> by.disconnected(reason));
    }

    void event(long id, List<@Nullable Object> args) {
        String name = String.valueOf(args.removeFirst());
        SocketAck ack = id < 0 ? null : new Ack(id);
        if (ack != null) client().owe();
        tell(by -> by.event(name, args, ack));
    }

    private void tell(Consumer<SocketListener> news) {
        SocketListener by = listener;
        if (by == null) return;
        try {
            news.accept(by);
        } catch (RuntimeException | Error e) {
            log.error("A listener of socket {} has failed", id, e);
        }
    }

    private final class Ack implements SocketAck {
        /** Not the client of another session, which does not wait for it. */
        private final SocketClient asker = client();

        private final long number;
        private final AtomicBoolean sent = new AtomicBoolean();

        Ack(long number) {
            this.number = number;
        }

        @Override
        public void send(List<? extends @Nullable Object> args) {
            var frame = PacketEncoder.encode(new Packet.Ack(namespace, number, new ArrayList<>(args)));
            if (!sent.compareAndSet(false, true)) return;
            if (stage == Stage.CONNECTED && client == asker) asker.session().send(frame);
            asker.settle();
        }
    }
}
