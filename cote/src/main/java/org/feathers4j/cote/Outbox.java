package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The queue of frames of one connection. Any thread adds, the loop drains: everything that was added since its last turn goes out with one
 * write, as long as the connection can take it. Bounded in bytes, alone and together with all others.
 */
final class Outbox {
    /** The outcome of adding a frame. */
    enum Answer {
        TAKEN,
        /** The queue is full. */
        FULL,
        CLOSED
    }

    private static final int BATCH = 64 * 1024;
    // slow connections use up the common budget, but must not block the fast ones
    private static final int ALLOWANCE = 256 * 1024;
    // handed over whole instead of being copied into a batch
    private static final int LARGE = 16 * 1024;

    private final Network network;
    private final Wire wire;
    private final long maxBytes;
    private final Budget budget;
    private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final OutboxRoom room = new OutboxRoom();
    private volatile boolean closed;
    // the loop's own
    private @Nullable ByteBuffer large;
    private boolean finishing;

    Outbox(Network network, Wire wire, long maxBytes, Budget budget) {
        this.network = network;
        this.wire = wire;
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** Takes a frame, unless too much waits; a frame that alone is larger than allowed is taken by an empty box. */
    Answer offer(Outgoing frame) {
        if (closed) return Answer.CLOSED;
        int size = frame.size();
        if (!reserve(size)) return Answer.FULL;
        waiting.add(frame);
        if (closed) {
            // it was closed meanwhile, and perhaps emptied too early
            empty();
            return Answer.CLOSED;
        }
        if (scheduled.compareAndSet(false, true)) network.execute(this::drain);
        return Answer.TAKEN;
    }

    private boolean reserve(int size) {
        long total = bytes.addAndGet(size);
        boolean alone = total == size;
        if (total > maxBytes && !alone) {
            bytes.addAndGet(-size);
            return false;
        }
        if (alone || total <= ALLOWANCE) budget.insist(size);
        else if (!budget.take(size)) {
            bytes.addAndGet(-size);
            return false;
        }
        return true;
    }

    private void release(long size) {
        bytes.addAndGet(-size);
        budget.giveBack(size);
        room.released();
    }

    /** For senders that may wait: returns when the queue is less than half full, or when the peer makes no progress. */
    void awaitRoom() {
        if (isCrowded()) room.await(() -> !closed && isCrowded());
    }

    private boolean isCrowded() {
        return bytes.get() > maxBytes / 2;
    }

    private void empty() {
        Outgoing next;
        while ((next = waiting.poll()) != null) release(next.size());
    }

    /** How many bytes are queued. */
    long queuedBytes() {
        return bytes.get();
    }

    /** Sends what the connection can take now. On the loop. */
    void drain() {
        scheduled.set(false);
        while (!closed && wire.writable()) {
            ByteBuffer batch = next();
            if (batch == null) break;
            wire.write(batch);
        }
        if (finishing && !closed && bytes.get() == 0) {
            closed = true;
            wire.close();
        }
    }

    /** Closes the connection as soon as everything is sent. On the loop. */
    void finish() {
        finishing = true;
        drain();
    }

    /** Drops the queued frames and accepts no more. On the loop. */
    void close() {
        closed = true;
        empty();
        room.released();
        if (large != null) release(large.remaining());
        large = null;
    }

    private @Nullable ByteBuffer next() {
        if (large != null) return sliceOfLarge(large);
        ByteBuffer first = takeNext();
        if (first == null) return null;
        if (first.remaining() >= LARGE) return sliceOfLarge(first);
        ByteBuffer second = takeNext();
        if (second == null) return handedOver(first);
        return gathered(first, second);
    }

    private ByteBuffer gathered(ByteBuffer first, ByteBuffer second) {
        // those in hand are still counted; what is offered from now on waits for the next batch
        var batch = new byte[(int) Math.min(BATCH, bytes.get())];
        int length = 0;
        ByteBuffer frame = first;
        ByteBuffer following = second;
        while (frame != null) {
            int size = frame.remaining();
            if (size >= LARGE || length + size > batch.length) {
                large = frame;
                break;
            }
            frame.get(batch, length, size);
            length += size;
            release(size);
            frame = following;
            following = null;
            if (frame == null) frame = takeNext();
        }
        return ByteBuffer.wrap(batch, 0, length);
    }

    /** In pieces, so that no more than a piece is copied into the memory of the operating system's side at a time. */
    private ByteBuffer sliceOfLarge(ByteBuffer frame) {
        int size = Math.min(4 * BATCH, frame.remaining());
        ByteBuffer slice = frame.slice(frame.position(), size);
        frame.position(frame.position() + size);
        large = frame.hasRemaining() ? frame : null;
        release(size);
        return slice;
    }

    private ByteBuffer handedOver(ByteBuffer frame) {
        release(frame.remaining());
        return frame;
    }

    /** The next frame that still has to be sent. */
    private @Nullable ByteBuffer takeNext() {
        Outgoing next;
        while ((next = waiting.poll()) != null) {
            ByteBuffer frame = next.take();
            if (frame != null) return frame;
            release(next.size());
        }
        return null;
    }
}
