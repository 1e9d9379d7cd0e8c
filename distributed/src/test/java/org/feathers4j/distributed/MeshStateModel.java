package org.feathers4j.distributed;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** An application that joins and leaves on any thread: whoever closes the link finds it open, and it is closed once. */
public final class MeshStateModel {
    private final MeshState state = new MeshState();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicBoolean early = new AtomicBoolean();

    @Operation
    public boolean join() {
        try {
            state.join(opened::incrementAndGet);
            return true;
        } catch (IllegalStateException left) {
            return false;
        }
    }

    @Operation
    public boolean leave() {
        boolean mine = state.leave();
        if (mine && opened.get() != 1) early.set(true);
        if (mine) closed.incrementAndGet();
        return mine;
    }

    @Validate
    public void rules() {
        if (early.get()) throw new AssertionError("left what was not open");
        if (opened.get() > 1) throw new AssertionError("joined " + opened + " times");
        if (!state.goesOn() && closed.get() != opened.get())
            throw new AssertionError("opened " + opened + " times, closed " + closed + " times");
    }
}
