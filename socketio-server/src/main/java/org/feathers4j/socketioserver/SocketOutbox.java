package org.feathers4j.socketioserver;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.feathers4j.socketio.Frame;
import org.jspecify.annotations.Nullable;

/** The frames that wait for one client, limited in bytes. Any thread adds, the loop of the session takes. */
final class SocketOutbox {
    private final long maxBytes;
    private final Queue<Frame> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    SocketOutbox(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a frame unless too many bytes wait; an empty box accepts a frame of any size. */
    boolean offer(Frame frame) {
        int size = frame.size();
        long total = bytes.addAndGet(size);
        if (total > maxBytes && total != size) {
            bytes.addAndGet(-size);
            return false;
        }
        waiting.add(frame);
        return true;
    }

    long bytes() {
        return bytes.get();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    @Nullable
    Frame take() {
        Frame next = waiting.poll();
        if (next != null) bytes.addAndGet(-next.size());
        return next;
    }

    void clear() {
        while (take() != null) {
            // gone
        }
    }
}
