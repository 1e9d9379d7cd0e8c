package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection that carries AMP frames. Any thread sends; everything else happens on the loop. What cannot be understood ends this
 * connection and no other.
 */
final class AmpConnection implements WireListener {
    private static final Logger log = LoggerFactory.getLogger(AmpConnection.class);

    /** Hears of it, on the loop. */
    interface Owner {
        void onFrame(AmpConnection connection, AmpFrame frame);

        /** Nothing comes or goes any more; called once. */
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

    /** How many answers the other side waits for. */
    int owed() {
        return owed.get();
    }

    /** The other side waits for one more answer. */
    void owe() {
        owed.incrementAndGet();
    }

    /** The other side has been sent one of the answers that it waits for. Any thread. */
    void answered() {
        if (owed.decrementAndGet() == 0 && leaving) context.network().execute(this::finishWhenAnswered);
    }

    /** Closes it as soon as the other side waits for nothing. On the loop. */
    void finishWhenAnswered() {
        leaving = true;
        if (owed.get() == 0) finish();
    }

    /** How many times in a row this was asked without anything having come in between. On the loop. */
    int quietRounds() {
        return quietRounds++;
    }

    /** Whether it closes as soon as the other side waits for nothing. */
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
            for (int i = 0; i < arrived.size() && !closed; i++) owner.onFrame(this, arrived.get(i));
            arrived.clear();
        }
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
