package org.feathers4j.accounts;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;

/** Counts requests by key in windows. Remembers a limited number of keys and forgets the oldest. Safe for all threads; owner of its table, under its lock. */
final class RateLimits {
    private static final int MOST = 100_000;

    /** @param until epoch millisecond at which the counting begins anew */
    private record Count(long until, int requests) {}

    private final Clock clock;
    private final Duration window;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST;
        }
    };

    RateLimits(Clock clock, Duration window) {
        this.clock = clock;
        this.window = window;
    }

    /**
     * Counts a request.
     *
     * @throws FeathersException TooManyRequests when there were as many as allowed already; it tells how long to wait
     */
    void count(String key, int most) {
        lock.lock();
        try {
            long now = clock.millis();
            Count before = counts.get(key);
            if (before == null || before.until() <= now) before = new Count(now + window.toMillis(), 0);
            if (before.requests() >= most)
                throw FeathersException.of(
                        ErrorKind.TOO_MANY_REQUESTS,
                        "Too many requests: try again in %d seconds",
                        (before.until() - now + 999) / 1000);
            counts.put(key, new Count(before.until(), before.requests() + 1));
        } finally {
            lock.unlock();
        }
    }
}
