package org.feathers4j.socketioserver;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.feathers4j.socketio.Frame;
import org.jspecify.annotations.Nullable;

/** What waits to be sent to one client, limited in bytes. Any thread puts, the loop of the session takes. */
final class SocketOutbox {
    private final long maxBytes;
    private final Queue<Frame> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    SocketOutbox(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes a frame, unless too much waits; one that alone is larger than allowed is taken by an empty box. */
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
