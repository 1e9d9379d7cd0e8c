package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection that carries AMP frames. Any thread sends; everything else happens on the loop. What cannot be understood ends this
 * connection and no other.
 */
final class AmpConnection implements WireListener {
    private static final Logger log = LoggerFactory.getLogger(AmpConnection.class);

    /** Receives frames and the end of the connection, on the loop. */
    interface Owner {
        void onFrame(AmpConnection connection, AmpFrame frame);

        /** The connection is closed; called once. */
        void onClosed(AmpConnection connection);
    }

    private final CoteContext context;
    private final Wire wire;
    private final Owner owner;
    private final Outbox outbox;
    private final AmpDecoder decoder;
    private final List<AmpFrame> arrived = new ArrayList<>();
    private final AtomicInteger owed = new AtomicInteger();
    // the loop's own
    private int quietRounds;
    private @Nullable CompletableFuture<@Nullable Void> held;
    private boolean finished;
    private volatile boolean leaving;
    private volatile boolean closed;

    AmpConnection(CoteContext context, Wire wire, Owner owner) {
        this.context = context;
        this.wire = wire;
        this.owner = owner;
        CoteLimits limits = context.options().limits();
        outbox = new Outbox(context.network(), wire, limits.maxQueuedBytes(), context.budget());
        decoder = new AmpDecoder(limits.maxFrameBytes());
        context.open().incrementAndGet();
    }

    /** IP address of the other side. */
    String remoteAddress() {
        return wire.remoteAddress();
    }

    boolean isClosed() {
        return closed;
    }

    /** Sends a frame when its turn comes. Any thread. */
    Outbox.Answer send(Outgoing frame) {
        return outbox.offer(frame);
    }

    /** Blocks while too much is queued, as long as the peer makes progress. Not on the loop. */
    void awaitRoom() {
        outbox.awaitRoom();
    }

    /** How many bytes wait to be sent. */
    long queuedBytes() {
        return outbox.queuedBytes();
    }

    /** Whether this side closes it. */
    boolean isFinished() {
        return finished;
    }

    /** Closes it when everything is sent. */
    void finish() {
        finished = true;
        outbox.finish();
    }

    /** How many answers the peer expects. */
    int owed() {
        return owed.get();
    }

    /** The peer expects one more answer. */
    void owe() {
        owed.incrementAndGet();
    }

    /** The peer was sent one of the answers that it expects. Any thread. */
    void answered() {
        if (owed.decrementAndGet() == 0 && leaving) context.network().execute(this::finishWhenAnswered);
    }

    /** Closes it as soon as the peer expects no more answers. On the loop. */
    void finishWhenAnswered() {
        leaving = true;
        if (owed.get() == 0) finish();
    }

    /** How many times in a row this was asked without anything having come in between. On the loop. */
    int quietRounds() {
        return quietRounds++;
    }

    /** Whether the frame that is being handed over came alone. On the loop. */
    boolean isQuiet() {
        return arrived.size() == 1;
    }

    /** Whether it closes as soon as the peer expects no more answers. */
    boolean isLeaving() {
        return leaving;
    }

    /** Closes it now. */
    void abort() {
        outbox.close();
        wire.abort();
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (closed) return;
        quietRounds = 0;
        try {
            read(bytes);
        } catch (ProtocolException garbage) {
            if (context.countAndRemark(Counters.Counted.BROKEN_STREAMS, remoteAddress()))
                log.warn("Closed the connection with {}: {}", this, garbage.getMessage());
            abort();
        } catch (RuntimeException bug) {
            log.error("Closed the connection with {}, whose frame could not be handled", this, bug);
            abort();
        }
    }

    /** Frames that came together are handed over in one go: threads that each of them wakes then find work for a while, instead of falling asleep in between. */
    private void read(ByteBuffer bytes) {
        try {
            decoder.decode(bytes, arrived::add);
        } finally {
            handOver();
        }
    }

    private void handOver() {
        int done = 0;
        try {
            while (done < arrived.size() && !closed && held == null) owner.onFrame(this, arrived.get(done++));
        } finally {
            if (done == arrived.size() || closed) arrived.clear();
            else arrived.subList(0, done).clear();
        }
    }

    /** Stops reading until the future completes, so that the peer is slowed down. On the loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // what could fail is handled by the loop
    void holdUntil(CompletableFuture<@Nullable Void> room) {
        if (closed || held != null) return;
        held = room;
        wire.pause();
        room.whenComplete((nothing, failure) -> context.network().execute(this::goOn));
    }

    private void goOn() {
        held = null;
        if (closed) return;
        try {
            handOver();
        } catch (RuntimeException bug) {
            log.error("Closed the connection with {}, whose frame could not be handled", this, bug);
            abort();
        }
        if (held == null) wire.resume();
    }

    @Override
    public void onWritable() {
        outbox.drain();
    }

    @Override
    public void onClosed() {
        if (closed) return;
        closed = true;
        context.open().decrementAndGet();
        outbox.close();
        owner.onClosed(this);
    }

    /** For logs. */
    @Override
    public String toString() {
        return remoteAddress() + ":" + wire.remotePort();
    }
}
