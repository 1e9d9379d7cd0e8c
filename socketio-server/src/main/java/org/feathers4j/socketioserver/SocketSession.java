package org.feathers4j.socketioserver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.socketio.EngineEffect;
import org.feathers4j.socketio.EngineError;
import org.feathers4j.socketio.EnginePacket;
import org.feathers4j.socketio.EngineSession;
import org.feathers4j.socketio.EngineText;
import org.feathers4j.socketio.Frame;
import org.feathers4j.socketio.Octets;
import org.feathers4j.socketio.Payload;
import org.feathers4j.socketio.ProtocolException;
import org.feathers4j.socketio.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Engine.IO session: passes signals to {@link EngineSession}, carries out its effects, and passes messages to its listener. Owned by the loop that accepted it; its requests and its WebSocket
 * may belong to other loops, which hand over.
 */
final class SocketSession {
    private static final Logger log = LoggerFactory.getLogger(SocketSession.class);
    private static final String SLOW = "slow consumer";

    private final EngineSessions sessions;
    private final SocketLoop loop;
    private final SocketHandshake handshake;
    private final EngineSession engine;
    private final SessionListener listener;
    private final SocketOutbox outbox;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Runnable draining = this::drain;
    private @Nullable PollingTransport poll;
    private @Nullable PollingTransport unconfirmed;
    private @Nullable WebSocketTransport probe;
    private volatile @Nullable WebSocketTransport wire;
    private boolean paused;

    SocketSession(EngineSessions sessions, SocketLoop loop, SocketHandshake handshake, Transport transport) {
        this.sessions = sessions;
        this.loop = loop;
        this.handshake = handshake;
        EngineServerOptions options = sessions.options();
        this.engine = new EngineSession(EngineSessions.newId(), transport, options.engine(), System.nanoTime());
        this.outbox = new SocketOutbox(options.maxQueuedBytes());
        this.listener = sessions.protocol().listen(this);
    }

    long queuedBytes() {
        return outbox.bytes();
    }

    SocketLoop loop() {
        return loop;
    }

    SocketHandshake handshake() {
        return handshake;
    }

    String sid() {
        return engine.sid();
    }

    /** Whether a poll waits, on the loop. */
    boolean isPolled() {
        return engine.isPolled();
    }

    /** Whether the session has ended or its timeout is over: a late request must not revive it. On the loop. */
    boolean isOver() {
        apply(engine.tick(System.nanoTime()));
        return engine.isClosed();
    }

    // signals of the transports, on the loop

    /** Opens the session with its first poll, which is answered with the handshake. */
    void begin(PollingTransport first) {
        apply(engine.open());
        polled(first);
        opened();
    }

    void begin(WebSocketTransport first) {
        wire = first;
        apply(engine.open());
        first.use(outbox);
        opened();
    }

    /** After the handshake was sent on its own: some clients expect nothing else in the first answer (engine.io, lib/server.ts, handshake). */
    private void opened() {
        if (engine.isOpen()) listener.opened();
    }

    void polled(PollingTransport next) {
        if (isOver()) {
            next.refuse(EngineError.UNKNOWN_SID);
            return;
        }
        List<EngineEffect> effects = engine.polled();
        if (effects.contains(new EngineEffect.Refuse())) next.refuse(EngineError.BAD_REQUEST);
        else {
            poll = next;
            next.onLost(() -> loop.run(() -> pollLost(next)));
        }
        apply(effects);
        drain();
    }

    private void pollLost(PollingTransport lost) {
        if (poll == lost) apply(engine.pollLost());
    }

    /** A POST has arrived; true when its body may be read. */
    boolean posting(PollingTransport post) {
        if (isOver()) {
            post.refuse(EngineError.UNKNOWN_SID);
            return false;
        }
        List<EngineEffect> effects = engine.posting();
        boolean refused = effects.contains(new EngineEffect.Refuse());
        if (refused) post.refuse(EngineError.BAD_REQUEST);
        apply(effects);
        return !refused;
    }

    void posted(PollingTransport post, byte[] body) {
        try {
            List<EnginePacket> packets =
                    Payload.decode(Octets.of(body), sessions.options().engine().maxPackets());
            apply(engine.posted(packets, System.nanoTime()));
            if (paused) unconfirmed = post;
            else post.ok();
        } catch (ProtocolException e) {
            malformed(e, body.length);
            post.refuse(EngineError.BAD_REQUEST);
        }
    }

    void postLost() {
        apply(engine.postLost());
    }

    void postTooLarge(PollingTransport post, long bytes) {
        rejected("a request that is too long", bytes);
        engine.postRefused();
        post.tooLarge();
    }

    /** A text message of the session's WebSocket, or of the one that probes. */
    void text(WebSocketTransport from, Octets message) {
        try {
            received(from, EngineText.decode(message));
        } catch (ProtocolException e) {
            if (from == wire) malformed(e, message.length());
            else if (from == probe) {
                rejected(e.getMessage(), message.length());
                from.loop().run(from::close);
            }
        }
    }

    void binary(WebSocketTransport from, Octets message) {
        received(from, new EnginePacket.Binary(message));
    }

    private void received(WebSocketTransport from, EnginePacket packet) {
        if (from == wire) apply(engine.received(packet, System.nanoTime()));
        else if (from == probe) apply(engine.probed(packet));
    }

    /** @param fault how the client has broken RFC 6455; null when it has not */
    void closed(WebSocketTransport gone, @Nullable String fault) {
        if (fault != null && (gone == wire || gone == probe)) rejected(fault, SocketRejections.UNKNOWN);
        if (gone == wire) apply(fault != null ? engine.broken() : engine.lost());
        else if (gone == probe) {
            probe = null;
            engine.probeLost();
        }
    }

    /** Whether a WebSocket may probe. */
    boolean mayUpgrade() {
        return engine.probing(System.nanoTime()).isEmpty();
    }

    /** A WebSocket starts probing; null when its handshake has failed. */
    void probe(@Nullable WebSocketTransport candidate) {
        probe = candidate;
        if (candidate == null) engine.probeLost();
    }

    void tick(long now) {
        apply(engine.tick(now));
        listener.tick(now);
    }

    private void malformed(ProtocolException why, long bytes) {
        rejected(why.getMessage(), bytes);
        apply(engine.malformed());
    }

    /** Counts one rejection for each session: what follows in a session that has ended is ignored. */
    void rejected(@Nullable String what, long bytes) {
        if (engine.isOpen()) sessions.rejections().add(handshake.address(), String.valueOf(what), bytes);
    }

    // effects

    private void apply(List<EngineEffect> effects) {
        for (EngineEffect effect : effects) apply(effect);
    }

    private void apply(EngineEffect effect) {
        switch (effect) {
            case EngineEffect.Send(var packet) -> send(new Frame(EngineText.encode(packet), List.of()));
            case EngineEffect.Received(var text) -> listener.text(text);
            case EngineEffect.ReceivedBytes(var bytes) -> listener.binary(bytes);
            case EngineEffect.Answer(var last) -> answerPoll(last);
            case EngineEffect.Release() -> answerPoll(outbox.isEmpty() ? EnginePacket.NOOP : null);
            case EngineEffect.Refuse() -> {} // by the caller, which knows the request
            case EngineEffect.SendProbe(var packet) -> {
                WebSocketTransport to = probe;
                if (to != null) to.loop().run(() -> to.send(EngineText.encode(packet)));
            }
            case EngineEffect.DropProbe() -> {
                WebSocketTransport dropped = probe;
                probe = null;
                if (dropped != null) dropped.loop().run(dropped::close);
            }
            case EngineEffect.Upgraded() -> upgrade();
            case EngineEffect.Closed(var reason, var orderly) -> end(reason, orderly);
        }
    }

    private void upgrade() {
        WebSocketTransport next = probe;
        probe = null;
        wire = next;
        if (next != null) next.loop().run(() -> next.use(outbox));
    }

    private void answerPoll(@Nullable EnginePacket last) {
        PollingTransport waiting = poll;
        poll = null;
        if (waiting == null) return;
        var packets = new ArrayList<Octets>();
        for (Frame frame = outbox.take(); frame != null; frame = outbox.take()) {
            if (frame.hasText()) packets.add(frame.text());
            for (Octets attachment : frame.attachments()) packets.add(EngineText.base64(attachment));
        }
        if (last != null) packets.add(EngineText.encode(last));
        waiting.answer(Payload.encode(packets));
    }

    private void end(String reason, boolean orderly) {
        sessions.remove(this);
        loop.remove(this);
        listener.ended(reason);
        WebSocketTransport last = wire;
        if (last == null) outbox.clear();
        else if (reason.equals(SLOW)) last.loop().run(last::cut);
        else if (orderly) last.loop().run(last::finish);
        else last.loop().run(last::close);
    }

    /** Pauses or resumes reading. On the loop. */
    void pause(boolean now) {
        paused = now;
        WebSocketTransport in = wire;
        if (in != null) in.loop().run(now ? in::pause : in::resume);
        PollingTransport post = unconfirmed;
        unconfirmed = null;
        if (post != null) post.ok();
    }

    /** Closes the session after all waiting frames were sent. On the loop. */
    void close() {
        apply(engine.close(System.nanoTime()));
    }

    /** The client is back in another session, and this one, whose end was not noticed yet, ends. On the loop. */
    void abandon() {
        if (engine.isOpen()) apply(engine.abort("transport close", false));
    }

    /** Closes the session because the server closes. */
    void shutDown(String reason) {
        apply(engine.abort(reason, true));
    }

    // sending, from any thread

    /** False when too many bytes wait already, which ends the session. */
    boolean send(Frame frame) {
        if (!outbox.offer(frame)) {
            overflow();
            return false;
        }
        if (queued.compareAndSet(false, true)) outLoop().drainLater(draining);
        return true;
    }

    void overflow() {
        loop.later(this::cutOff);
    }

    int maxQueuedBytes() {
        return sessions.options().maxQueuedBytes();
    }

    private SocketLoop outLoop() {
        WebSocketTransport out = wire;
        return out == null ? loop : out.loop();
    }

    private void cutOff() {
        if (!engine.isOpen()) return;
        sessions.countSlow();
        log.warn(
                "Closed {} session {} of {}: more than {} bytes wait for a client that does not read",
                sessions.protocol().name(),
                sid(),
                handshake.address(),
                sessions.options().maxQueuedBytes());
        apply(engine.abort(SLOW, false));
    }

    /** On the loop of the WebSocket, where there is one; else on that of the session. */
    void drain() {
        queued.set(false);
        WebSocketTransport out = wire;
        if (out != null) out.loop().run(out::drain);
        else if (engine.isPolled() && !outbox.isEmpty()) {
            engine.answered();
            answerPoll(null);
        }
    }
}
