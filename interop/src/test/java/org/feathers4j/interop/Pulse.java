package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when this process did not get to run: garbage collection, or a machine with more to do than it can. Limits of some milliseconds can only be held to
 * without that time. A thread of its own writes; any thread asks.
 */
final class Pulse implements AutoCloseable {

    private static final long BEAT = Duration.ofMillis(1).toNanos();

    /** A beat that came late. */
    private record Gap(long from, long to) {
        long within(long start, long end) {
            return Math.max(0, Math.min(to, end) - Math.max(from, start));
        }
    }

    private final List<Gap> gaps = new ArrayList<>();
    private final Thread heart = Thread.ofPlatform().name("pulse").start(this::beat);
    private volatile boolean stopped;

    private void beat() {
        long last = System.nanoTime();
        while (!stopped) {
            LockSupport.parkNanos(BEAT);
            long now = System.nanoTime();
            if (now - last > 5 * BEAT) note(new Gap(last, now));
            last = now;
        }
    }

    private synchronized void note(Gap gap) {
        gaps.add(gap);
    }

    /** How long this process did not run between two moments of {@link System#nanoTime}. */
    synchronized Duration missed(long start, long end) {
        return Duration.ofNanos(
                gaps.stream().mapToLong(gap -> gap.within(start, end)).sum());
    }

    @Override
    public void close() {
        stopped = true;
        try {
            heart.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
