package org.feathers4j.cote;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** An outbox whose loop is the operation {@link #turn}: what was taken goes out unless it is closed, and all room is given back. */
public final class OutboxModel {
    private static final int SIZE = 10;

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Budget budget = new Budget(5 * SIZE);
    private final AtomicInteger taken = new AtomicInteger();
    private final Outbox outbox = new Outbox(proxy(Network.class), proxy(Wire.class), 3 * SIZE, budget);
    private int written;
    private boolean closed;

    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself
    private <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            switch (method.getName()) {
                case "execute" -> tasks.add((Runnable) args[0]);
                case "writable" -> {
                    return true;
                }
                case "write" -> written += ((ByteBuffer) args[0]).remaining();
                case "equals" -> {
                    return self == args[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(self);
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        }));
    }

    @Operation
    public void offer() {
        if (outbox.offer(Outgoing.of(ByteBuffer.allocate(SIZE))) == Outbox.Answer.TAKEN) taken.incrementAndGet();
    }

    @Operation(nonParallelGroup = "loop")
    public void turn() {
        Runnable task = tasks.poll();
        if (task != null) task.run();
    }

    @Operation(nonParallelGroup = "loop", runOnce = true)
    public void close() {
        closed = true;
        outbox.close();
    }

    @Validate
    public void rules() {
        while (!tasks.isEmpty()) turn();
        if (outbox.queuedBytes() != 0) throw new AssertionError(outbox.queuedBytes() + " bytes stay in the box");
        if (budget.taken() != 0) throw new AssertionError(budget.taken() + " bytes of the budget are lost");
        if (!closed && written != SIZE * taken.get())
            throw new AssertionError(taken + " were taken, bytes: " + written);
    }
}
