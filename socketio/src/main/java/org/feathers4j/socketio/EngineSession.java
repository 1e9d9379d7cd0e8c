package org.feathers4j.socketio;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of one Engine.IO session (the {@code Socket} of engine.io). Takes signals of its transports and the time, and returns effects; the caller, which carries them out, also keeps the
 * packets that wait.
 *
 * <p>Owned by the event loop that accepted the session. Times are nanoseconds of any steady clock. Behaves as engine.io's lib/socket.ts and
 * lib/transports/polling.ts.
 */
public final class EngineSession {
    private static final String TRANSPORT_CLOSE = "transport close";
    private static final String TRANSPORT_ERROR = "transport error";
    private static final String FORCED = "forced close";

    private enum State {
        OPEN,
        /** Closed by the server; a client that polls does not know it yet. */
        CLOSING,
        CLOSED
    }

    private enum Probe {
        NONE,
        CONNECTED,
        ANSWERED
    }

    private final EngineOptions options;
    private final Handshake handshake;
    private final Heartbeat heartbeat;
    private Transport transport;
    private State state = State.OPEN;
    private Probe probe = Probe.NONE;
    private boolean polled;
    private boolean posting;
    private long probeDeadline;
    private long closeDeadline;

    /**
     * A new session.
     *
     * @param sid hard to guess
     * @param transport the transport of the first request
     */
    public EngineSession(String sid, Transport transport, EngineOptions options, long now) {
        this.options = options;
        this.transport = transport;
        this.heartbeat = new Heartbeat(options.pingInterval(), options.pingTimeout(), now);
        boolean upgrades =
                transport == Transport.POLLING && options.transports().contains(Transport.WEBSOCKET);
        this.handshake = new Handshake(
                sid,
                upgrades ? List.of(Transport.WEBSOCKET) : List.of(),
                options.pingInterval(),
                options.pingTimeout(),
                options.maxPayload());
    }

    /** Sends the handshake. */
    public List<EngineEffect> open() {
        return List.of(new EngineEffect.Send(new EnginePacket.Open(handshake)));
    }

    /** The session ID. */
    public String sid() {
        return handshake.sid();
    }

    /** The current transport. */
    public Transport transport() {
        return transport;
    }

    /** Whether a poll waits for packets. */
    public boolean isPolled() {
        return polled;
    }

    /** Whether the session is open: neither closed nor closing. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the session has ended; requests with its ID are answered like those of unknown sessions. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** A poll has arrived. */
    public List<EngineEffect> polled() {
        if (state == State.CLOSED || transport != Transport.POLLING) return List.of(new EngineEffect.Refuse());
        if (polled) return refused(TRANSPORT_ERROR);
        polled = true;
        if (state == State.CLOSING) return end(FORCED);
        return probe == Probe.ANSWERED ? release() : List.of();
    }

    /** The waiting poll was answered with the packets that waited. */
    public void answered() {
        polled = false;
    }

    /** The connection of the waiting poll is closed, so the client is gone. */
    public List<EngineEffect> pollLost() {
        if (!polled) return List.of();
        polled = false;
        return end(TRANSPORT_ERROR);
    }

    /** A POST has begun; its body is not read yet. */
    public List<EngineEffect> posting() {
        if (state == State.CLOSED || transport != Transport.POLLING) return List.of(new EngineEffect.Refuse());
        if (posting) return refused(TRANSPORT_ERROR);
        posting = true;
        return List.of();
    }

    /** The body of a POST was read. */
    public List<EngineEffect> posted(List<EnginePacket> packets, long now) {
        posting = false;
        var effects = new ArrayList<EngineEffect>();
        for (EnginePacket packet : packets) effects.addAll(received(packet, now));
        return effects;
    }

    /** A POST was cut off. */
    public List<EngineEffect> postLost() {
        posting = false;
        return end(TRANSPORT_ERROR);
    }

    /** A POST was refused because of its size; the session stays open. */
    public void postRefused() {
        posting = false;
    }

    /** The transport has received a packet. */
    public List<EngineEffect> received(EnginePacket packet, long now) {
        if (state != State.OPEN) return List.of();
        if (!(packet instanceof EnginePacket.Pong)) heartbeat.sign(now);
        return switch (packet) {
            case EnginePacket.Message(var text) -> List.of(new EngineEffect.Received(text));
            case EnginePacket.Binary(var bytes) -> List.of(new EngineEffect.ReceivedBytes(bytes));
            case EnginePacket.Pong pong -> {
                heartbeat.pong(now);
                yield List.of();
            }
            // in this revision of the protocol only servers ping
            case EnginePacket.Ping ping -> end(TRANSPORT_ERROR);
            case EnginePacket.Close close -> left();
            case EnginePacket.Open open -> List.of();
            case EnginePacket.Upgrade upgrade -> List.of();
            case EnginePacket.Noop noop -> List.of();
        };
    }

    /** The client has sent something that is not a packet. */
    public List<EngineEffect> malformed() {
        posting = false;
        return end("parse error");
    }

    /** The WebSocket of the session is closed. */
    public List<EngineEffect> lost() {
        return end(TRANSPORT_CLOSE);
    }

    /** The WebSocket of the session is closed because the client broke RFC 6455. */
    public List<EngineEffect> broken() {
        return end(TRANSPORT_ERROR);
    }

    /** A WebSocket asks to replace polling. */
    public List<EngineEffect> probing(long now) {
        boolean welcome = state == State.OPEN && transport == Transport.POLLING && probe == Probe.NONE;
        if (!welcome) return List.of(new EngineEffect.Refuse());
        probe = Probe.CONNECTED;
        probeDeadline = now + options.upgradeTimeout().toNanos();
        return List.of();
    }

    /** The WebSocket that asks to replace polling has received a packet. */
    public List<EngineEffect> probed(EnginePacket packet) {
        if (probe == Probe.NONE || state == State.CLOSED) return List.of();
        if (packet.equals(new EnginePacket.Ping("probe"))) {
            probe = Probe.ANSWERED;
            var effects = new ArrayList<EngineEffect>();
            effects.add(new EngineEffect.SendProbe(EnginePacket.PROBED));
            // the client waits for its poll to end before it goes on
            if (polled) effects.addAll(release());
            return effects;
        }
        return packet instanceof EnginePacket.Upgrade ? upgraded() : dropped();
    }

    private List<EngineEffect> upgraded() {
        var effects = new ArrayList<EngineEffect>();
        if (polled) effects.addAll(release());
        probe = Probe.NONE;
        transport = Transport.WEBSOCKET;
        effects.add(new EngineEffect.Upgraded());
        if (state == State.CLOSING) effects.addAll(end(FORCED));
        return effects;
    }

    /** The WebSocket that asked to replace polling is closed; polling goes on. */
    public void probeLost() {
        probe = Probe.NONE;
    }

    private List<EngineEffect> dropped() {
        probe = Probe.NONE;
        return List.of(new EngineEffect.DropProbe());
    }

    /** The server closes the session after all waiting packets were sent. */
    public List<EngineEffect> close(long now) {
        if (state != State.OPEN) return List.of();
        if (transport == Transport.WEBSOCKET || polled) return end(FORCED);
        state = State.CLOSING;
        closeDeadline = now + options.closeTimeout().toNanos();
        return List.of();
    }

    /**
     * The server closes the session at once.
     *
     * @param orderly whether a WebSocket sends all waiting packets before it is closed
     */
    public List<EngineEffect> abort(String reason, boolean orderly) {
        return end(reason, orderly);
    }

    /** Time has passed. Timeouts are as exact as the calls are frequent. */
    public List<EngineEffect> tick(long now) {
        if (state == State.CLOSED) return List.of();
        if (state == State.CLOSING) return closeDeadline - now > 0 ? List.of() : end(FORCED);
        if (probe != Probe.NONE && probeDeadline - now <= 0) return dropped();
        return switch (heartbeat.due(now)) {
            case NOTHING -> List.of();
            case PING -> List.of(new EngineEffect.Send(EnginePacket.PING));
            case END -> end("ping timeout");
        };
    }

    private List<EngineEffect> release() {
        polled = false;
        return List.of(new EngineEffect.Release());
    }

    private List<EngineEffect> refused(String reason) {
        var effects = new ArrayList<EngineEffect>();
        effects.add(new EngineEffect.Refuse());
        effects.addAll(end(reason));
        return effects;
    }

    /** The client has closed the session, and its poll is answered. */
    private List<EngineEffect> left() {
        var effects = new ArrayList<EngineEffect>();
        if (polled) effects.addAll(release());
        effects.addAll(end(TRANSPORT_CLOSE));
        return effects;
    }

    private List<EngineEffect> end(String reason) {
        return end(reason, reason.equals(FORCED));
    }

    private List<EngineEffect> end(String reason, boolean orderly) {
        if (state == State.CLOSED) return List.of();
        state = State.CLOSED;
        var effects = new ArrayList<EngineEffect>();
        if (polled) effects.add(new EngineEffect.Answer(EnginePacket.CLOSE));
        polled = false;
        if (probe != Probe.NONE) effects.addAll(dropped());
        effects.add(new EngineEffect.Closed(reason, orderly));
        return effects;
    }
}
