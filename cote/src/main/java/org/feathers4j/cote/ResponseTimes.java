package org.feathers4j.cote;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;

/** How long the latest requests to one responder took. Owner of its samples, under its lock; any thread. Times are nanoseconds. */
final class ResponseTimes {
    private static final long MEMORY_NANOS = 10_000_000_000L; // cote, time-balanced-requester.js: CALCULATION_TIMEOUT
    private static final int MOST_SAMPLES = 1000;

    /** A request: how long it took, or since when it is under way. */
    private static final class Sample {
        final long sent;
        long taken = -1;

        Sample(long sent) {
            this.sent = sent;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    void begin(long now) {
        lock.lock();
        try {
            samples.add(new Sample(now));
            if (samples.size() > MOST_SAMPLES) samples.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Two requests that began at the same time are the same to an average. */
    void end(long begunAt, long now) {
        lock.lock();
        try {
            for (Iterator<Sample> latest = samples.descendingIterator(); latest.hasNext(); ) {
                Sample each = latest.next();
                if (each.sent != begunAt || each.taken >= 0) continue;
                each.taken = now - begunAt;
                return;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long requests of the last ten seconds took on average, those under way counted with their age; 0 for none. */
    double average(long now) {
        lock.lock();
        try {
            while (!samples.isEmpty() && now - samples.element().sent > MEMORY_NANOS) samples.remove();
            double sum = 0;
            for (Sample each : samples) sum += each.taken < 0 ? now - each.sent : each.taken;
            return samples.isEmpty() ? 0 : sum / samples.size();
        } finally {
            lock.unlock();
        }
    }
}
