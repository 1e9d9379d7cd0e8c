package org.feathers4j.socketioserver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.vertx.core.Context;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.PacketEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client in one namespace. Events of the client arrive on the loop of the session; any thread may send to the client. */
final class ClientSocket implements Socket {
    private static final Logger log = LoggerFactory.getLogger(ClientSocket.class);

    private enum Stage {
        ASKING,
        CONNECTED,
        GONE
    }

    private final SocketClient client;
    private final SocketSession session;
    private final String namespace;
    private final String id = EngineSessions.newId();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SocketFrame> early = new ArrayList<>();
    private long earlyBytes;
    private @Nullable SocketListener listener;
    private volatile Stage stage = Stage.ASKING;

    ClientSocket(SocketClient client, String namespace) {
        this.client = client;
        this.session = client.session();
        this.namespace = namespace;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public SocketHandshake handshake() {
        return session.handshake();
    }

    SocketClient client() {
        return client;
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
        return stage == Stage.CONNECTED ? session.send(frame.frame()) : keep(frame);
    }

    /** To a client, an event before CONNECT is a breach of the protocol. */
    private boolean keep(SocketFrame frame) {
        lock.lock();
        try {
            if (stage == Stage.CONNECTED) return session.send(frame.frame());
            earlyBytes += frame.bytes();
            if (earlyBytes > session.maxQueuedBytes()) session.overflow();
            return stage == Stage.ASKING && earlyBytes <= session.maxQueuedBytes() && early.add(frame);
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
        try {
            return client.namespaces().pending().ask(namespace, name, timeout, number -> sent(number, all));
        } catch (AckException e) {
            throw client.failure(e);
        }
    }

    private boolean sent(long number, List<@Nullable Object> event) {
        return stage == Stage.CONNECTED
                && session.send(PacketEncoder.encode(new Packet.Event(namespace, number, event)));
    }

    @Override
    public void disconnect() {
        session.loop().later(() -> client.namespaces().disconnect(namespace));
    }

    @Override
    public void close() {
        session.loop().later(client.namespaces()::expel);
    }

    // on the loop of the session

    void join(SocketListener by) {
        listener = by;
        lock.lock();
        try {
            stage = Stage.CONNECTED;
            for (SocketFrame frame : early) session.send(frame.frame());
            early.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The client disconnected before the application had decided. */
    void missed(SocketListener by) {
        listener = by;
        left("transport close");
    }

    void left(String reason) {
        stage = Stage.GONE;
        tell(by -> by.disconnected(reason));
    }

    void event(long id, List<@Nullable Object> args) {
        String name = String.valueOf(args.removeFirst());
        SocketAck ack = id < 0 ? null : new Ack(id);
        if (ack != null) client.owe();
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
        private final long number;
        private final AtomicBoolean sent = new AtomicBoolean();

        Ack(long number) {
            this.number = number;
        }

        @Override
        public void send(List<? extends @Nullable Object> args) {
            var frame = PacketEncoder.encode(new Packet.Ack(namespace, number, new ArrayList<>(args)));
            if (!sent.compareAndSet(false, true)) return;
            if (stage == Stage.CONNECTED) session.send(frame);
            client.settle();
        }
    }
}
