package org.feathers4j.socketioserver;

import java.util.concurrent.atomic.AtomicInteger;

import org.feathers4j.socketio.Octets;
import org.feathers4j.socketio.Packet;
import org.feathers4j.socketio.ProtocolException;

/**
 * One client of Socket.IO: makes packets of the messages of its session, and passes them to its namespaces. Owned by the loop of the session; what other threads may call says so.
 */
final class SocketClient implements SessionListener, PacketReader.Listener {
    private final SocketIoServer sockets;
    private final SocketSession session;
    private final SocketNamespaces namespaces;
    private final PacketReader reader;
    private final AtomicInteger owed = new AtomicInteger();

    SocketClient(SocketIoServer sockets, SocketSession session) {
        this.sockets = sockets;
        this.session = session;
        this.namespaces = new SocketNamespaces(sockets, this, System.nanoTime());
        this.reader = new PacketReader(session.loop(), sockets.options().packets(), this);
    }

    /** Any thread. */
    SocketSession session() {
        return session;
    }

    /** What the client does in its namespaces, on the loop. */
    SocketNamespaces namespaces() {
        return namespaces;
    }

    @Override
    public void text(Octets message) {
        reader.text(message);
    }

    @Override
    public void binary(Octets message) {
        reader.binary(message);
    }

    @Override
    public void tick(long now) {
        namespaces.tick(now);
    }

    @Override
    public void ended(String reason) {
        namespaces.ended(reason);
        sockets.owed().settle(owed.getAndSet(0));
    }

    @Override
    public void packet(Packet packet) {
        namespaces.received(packet);
    }

    /** A client that sends faster than its packets are read has to wait. */
    @Override
    public void busy(boolean now) {
        session.pause(now);
    }

    @Override
    public void invalid(ProtocolException why, long bytes) {
        session.rejected(why.getMessage(), bytes);
        namespaces.invalid();
    }

    /** A packet has come for a namespace that the client is not in, which is the end of the session. On the loop. */
    void misplaced() {
        session.rejected("a packet for a namespace that the client has not entered", SocketRejections.UNKNOWN);
    }

    // acknowledgements that the client waits for, from any thread

    void owe() {
        owed.incrementAndGet();
        sockets.owed().owe();
    }

    void settle() {
        if (owed.getAndUpdate(count -> Math.max(0, count - 1)) > 0)
            sockets.owed().settle(1);
    }

    /** What the caller of {@link Socket#ask} gets. Any thread. */
    RuntimeException failure(AckException failure) {
        return sockets.failure(failure);
    }
}
