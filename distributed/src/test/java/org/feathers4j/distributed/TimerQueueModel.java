package org.feathers4j.distributed;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** A queue whose ticks are about to stop, and alarms that are due at once: each rings, once, and ticks are planned one at a time. */
public final class TimerQueueModel {
    private static final int NEARLY_QUIET = 99;

    private final AtomicInteger planned = new AtomicInteger();
    private final AtomicInteger set = new AtomicInteger();
    private final AtomicInteger rang = new AtomicInteger();
    private final AtomicBoolean twice = new AtomicBoolean();
    private final TimerQueue queue = new TimerQueue(() -> 0, planned::incrementAndGet);

    public TimerQueueModel() {
        set();
        for (int i = 0; i <= NEARLY_QUIET; i++) tick();
    }

    @Operation
    public void set() {
        set.incrementAndGet();
        queue.set(0, rang::incrementAndGet);
        if (planned.get() > 1) twice.set(true);
    }

    @Operation(nonParallelGroup = "loop")
    public void tick() {
        if (planned.get() == 0) return;
        planned.decrementAndGet();
        queue.tick();
    }

    @Validate
    public void rules() {
        if (twice.get()) throw new AssertionError("ticks were started twice");
        for (int i = 0; i <= NEARLY_QUIET; i++) tick();
        if (rang.get() != set.get()) throw new AssertionError(set + " alarms were set, rang " + rang);
    }
}
