package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Alarms that are almost never due: every call sets one and removes it when the answer arrives, hundreds of thousands
 * of times a second. Setting an alarm pushes it on a stack, removing it clears its task; no lock is taken and no thread
 * is woken. Once a tick the owner takes the new alarms, drops the removed ones, and runs the due ones, up to a tick
 * late.
 *
 * <p>Any thread sets and removes alarms; {@link #tick} belongs to the mesh loop.
 */
final class TimerQueue {
    /** Ticks without any alarm before they stop; the next alarm starts them again. */
    private static final int QUIET_TICKS = 100;

    private final LongSupplier clock;
    private final Runnable planTick;
    private final AtomicReference<@Nullable Alarm> fresh = new AtomicReference<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final List<Alarm> kept = new ArrayList<>();
    private int quiet;

    private static final class Alarm implements Registration {
        private final long at;
        private volatile @Nullable Runnable task;
        private @Nullable Alarm below;

        Alarm(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        @Override
        public void remove() {
            task = null;
        }
    }

    /**
     * A queue without alarms.
     *
     * @param clock nanoseconds
     * @param planTick schedules one call of {@link #tick}, a tick later
     */
    TimerQueue(LongSupplier clock, Runnable planTick) {
        this.clock = clock;
        this.planTick = planTick;
    }

    /** Sets an alarm, in nanoseconds from now. */
    Registration set(long nanos, Runnable task) {
        var alarm = new Alarm(clock.getAsLong() + nanos, task);
        Alarm top;
        do {
            top = fresh.get();
            alarm.below = top;
        } while (!fresh.compareAndSet(top, alarm));
        start();
        return alarm;
    }

    private void start() {
        if (!ticking.get() && ticking.compareAndSet(false, true)) planTick.run();
    }

    /** Runs the alarms that are due. */
    void tick() {
        Alarm top = fresh.getAndSet(null);
        quiet = top == null && kept.isEmpty() ? quiet + 1 : 0;
        for (Alarm each = top; each != null; each = each.below) if (each.task != null) kept.add(each);
        try {
            if (!kept.isEmpty()) ring(clock.getAsLong());
        } finally {
            goOn();
        }
    }

    private void goOn() {
        if (quiet < QUIET_TICKS) {
            planTick.run();
            return;
        }
        quiet = 0;
        ticking.set(false);
        if (fresh.get() != null) start();
    }

    private void ring(long now) {
        var due = new ArrayList<Runnable>();
        kept.removeIf(each -> {
            Runnable task = each.task;
            if (task == null) return true;
            if (each.at - now > 0) return false;
            due.add(task);
            return true;
        });
        due.forEach(Runnable::run);
    }
}
