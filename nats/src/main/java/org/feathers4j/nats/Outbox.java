package org.feathers4j.nats;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.feathers4j.SerialExecutor;

/**
 * The queue of messages to peers other than requests and answers, in order; any thread may add. Limited in number and in bytes: in a busy application its thread waits behind all
 * calls, each of which may leave an event here.
 */
final class Outbox {
    private static final int LIMIT = 10_000;
    private static final long PATIENCE_SECONDS = 5;

    private final SerialExecutor queue;
    private final int maxBytes;
    private final Semaphore room;
    private final AtomicLong withoutRoom = new AtomicLong();

    Outbox(long maxBytes) {
        this(maxBytes, new SerialExecutor("messages to nats", LIMIT));
    }

    Outbox(long maxBytes, SerialExecutor queue) {
        this.maxBytes = (int) Math.min(maxBytes, Integer.MAX_VALUE);
        this.room = new Semaphore(this.maxBytes);
        this.queue = queue;
    }

    /** Adds one of few small messages, or refuses it when the queue is full. */
    boolean add(Runnable sending) {
        return queue.add(sending);
    }

    /**
     * Adds a message, and waits for room as long as the queue gets on, some seconds at most; threads that must not wait don't ({@link SerialExecutor#mayWait}).
     *
     * @return false when it was refused
     */
    boolean put(int bytes, Runnable sending) {
        int size = Math.min(bytes, maxBytes); // one that is larger than allowed is taken by an empty queue
        if (!reserve(size)) {
            withoutRoom.incrementAndGet();
            return false;
        }
        boolean taken = queue.put(() -> {
            try {
                sending.run();
            } finally {
                room.release(size);
            }
        });
        if (!taken) room.release(size);
        return taken;
    }

    private boolean reserve(int size) {
        if (room.tryAcquire(size)) return true;
        if (!SerialExecutor.mayWait() || queue.isRunningHere()) return false;
        try {
            return room.tryAcquire(size, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many messages were refused. */
    long refused() {
        return queue.refused() + withoutRoom.get();
    }
}
