package org.feathers4j;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether an application that is busy takes one more call. For transports and links, which ask before they read
 * a request and start a thread for it.
 *
 * <p>Refused are calls beyond a fixed number in flight, and calls that would have to wait for a processor: when calls
 * wait longer than {@code maxDelay} for their thread to run, or one more would, and that has been so for a tenth of a
 * second, new ones are refused for as long as it is. So what is taken is answered soon, however much more is asked for.
 * A call that waits for a database or a peer does not count. A burst, a pause of the garbage collector and the slow
 * first calls of a process pass within that tenth of a second and cost nothing.
 *
 * <p>The signal is the time in the queue, as in CoDel (RFC 8289) and in DAGOR, the overload control of WeChat, and not
 * a number that has to fit the machine. Safe for all threads, without locks.
 */
public final class Admission {
    /** What is behind for longer than this is no burst. */
    private static final long BURST = Duration.ofMillis(100).toNanos();
    /** After as long as this without a delay the application is not busy any more. */
    private static final long CALM = Duration.ofSeconds(1).toNanos();

    /** The last sixteen times or so count. */
    private static final int SMOOTHING = 4;

    private static final long LOOK = Duration.ofMillis(2).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final int maxInFlight;
    private final long maxDelay;
    private final LongSupplier clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Admitted, and their thread does not run yet. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** No call that waits came before this. */
    private volatile long oldest;
    /** When the last call began, if another one waited behind it; else {@link #NEVER}. */
    private volatile long lastBegin = NEVER;
    /** The time between the begins of two calls that both had to wait, smoothed. */
    private volatile long interval;
    /** Since when calls have been late, without a break; {@link #NEVER} when they are not. */
    private volatile long lateSince = NEVER;
    /** When a call was late for the last time while the application was busy; {@link #NEVER} when it is not. */
    private volatile long busyAt = NEVER;

    /** Why a call is not taken. */
    public enum Refusal {
        /** As many are in flight as may be. */
        TOO_MANY,
        /** The calls before it wait for too long. */
        TOO_LATE
    }

    /**
     * Makes an admission for one way into an application.
     *
     * @param maxInFlight how many calls may be in flight, positive
     * @param maxDelay how long a call may wait for its thread to run; zero for no such limit
     */
    public Admission(int maxInFlight, Duration maxDelay) {
        this(maxInFlight, maxDelay, System::nanoTime);
    }

    Admission(int maxInFlight, Duration maxDelay, LongSupplier clock) {
        if (maxInFlight < 1 || maxDelay.isNegative())
            throw new IllegalArgumentException("Not positive: %d calls, %s".formatted(maxInFlight, maxDelay));
        this.maxInFlight = maxInFlight;
        this.maxDelay = maxDelay.toNanos();
        this.clock = clock;
    }

    /** The time that {@link #admit} and {@link #started} are told. */
    public long now() {
        return clock.getAsLong();
    }

    /**
     * Takes a call, unless the application is too busy. One that was taken needs {@link #started} and {@link #ended}.
     *
     * @param now when the call came, see {@link #now}
     * @return null when the call is taken
     */
    public @Nullable Refusal admit(long now) {
        Refusal refusal = admitAtOnce(now);
        if (refusal == null) waits(now);
        return refusal;
    }

    /**
     * A call that was taken to begin at once waits for a thread all the same, and needs {@link #started}, too.
     *
     * @param came when the call came
     */
    public void waits(long came) {
        if (waiting.getAndIncrement() == 0) oldest = came;
    }

    /**
     * Takes a call that begins at once, on the thread that asks, unless the application is too busy. One that was taken needs {@link #ended} only.
     *
     * @param now when the call came, see {@link #now}
     * @return null when the call is taken
     */
    public @Nullable Refusal admitAtOnce(long now) {
        if (!reserve()) return Refusal.TOO_MANY;
        if (maxDelay == 0 || !isBusy(now)) return null;
        inFlight.decrementAndGet();
        return Refusal.TOO_LATE;
    }

    /** Not by counting first and looking then: for that moment a call that is refused would take the place of one that could be taken. */
    private boolean reserve() {
        while (true) {
            int present = inFlight.get();
            if (present >= maxInFlight) return false;
            if (inFlight.compareAndSet(present, present + 1)) return true;
        }
    }

    private boolean isBusy(long now) {
        if (!isLate(now)) {
            lateSince = NEVER;
            if (busyAt != NEVER && now - busyAt > CALM) busyAt = NEVER;
            return false;
        }
        long since = lateSince;
        if (since == NEVER) lateSince = now;
        if (busyAt == NEVER && (since == NEVER || now - since <= BURST)) return false;
        busyAt = now;
        return true;
    }

    /** Whether the oldest call that waits has waited for too long, or one that comes now would. */
    private boolean isLate(long now) {
        int ahead = waiting.get();
        return ahead > 0 && (now - oldest > maxDelay || ahead * interval > maxDelay);
    }

    /**
     * The thread of a call runs.
     *
     * @param came when the call came
     */
    public void started(long came) {
        // threads run nearly in the order in which they were started: what waits came later
        if (came - oldest > 0) oldest = came;
        boolean isLast = waiting.decrementAndGet() == 0;
        if (maxDelay == 0) return;
        long before = lastBegin;
        if (before == NEVER && isLast) return;
        // several threads may write at once: an estimate
        long now = clock.getAsLong();
        if (before != NEVER) {
            long smooth = interval;
            interval = smooth + ((now - before - smooth) >> SMOOTHING);
        }
        lastBegin = isLast ? NEVER : now;
    }

    /** A call that was taken before goes on: it counts, needs {@link #ended} only, and is never refused. */
    public void resumed() {
        inFlight.incrementAndGet();
    }

    /** A call that was taken has ended. */
    public void ended() {
        inFlight.decrementAndGet();
    }

    /**
     * Waits until no call is in flight, and takes none from then on; until then calls are taken as before. Blocks the
     * calling thread.
     *
     * @return false when the timeout is over first or the thread is interrupted; then nothing has changed
     */
    public boolean closeWhenIdle(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!inFlight.compareAndSet(0, maxInFlight)) {
            if (end - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(LOOK);
        }
        return true;
    }

    /** How many calls are in flight. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Why a call is refused, for its caller. */
    public String explanation(Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY -> "%d calls are in flight already: try again later".formatted(maxInFlight);
            case TOO_LATE ->
                "Calls wait for more than %d ms before they begin: try again later"
                        .formatted(Duration.ofNanos(maxDelay).toMillis());
        };
    }
}
