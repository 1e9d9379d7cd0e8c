package org.feathers4j.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** All that a Node peer has told since its start. The reader of its lines adds, tests look and wait. */
final class PeerEvents {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<PeerEvent> log = new ArrayList<>();
    private boolean ended;

    void add(PeerEvent event) {
        change(() -> log.add(event));
    }

    /** No more will come: waiting threads are released. */
    void end() {
        change(() -> ended = true);
    }

    List<PeerEvent> all() {
        lock.lock();
        try {
            return List.copyOf(log);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to find.
     *
     * @param look gets everything told so far; null when what it looks for is not there yet
     * @return what was found, or null when the time is over or the peer has ended
     */
    <T> @Nullable T await(Duration within, Function<List<PeerEvent>, @Nullable T> look) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            var seen = all();
            var found = look.apply(seen);
            if (found != null || !moreThan(seen.size(), end)) {
                return found;
            }
        }
    }

    private boolean moreThan(int seen, long end) throws InterruptedException {
        lock.lock();
        try {
            long left = end - System.nanoTime();
            while (log.size() == seen && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return log.size() > seen;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
