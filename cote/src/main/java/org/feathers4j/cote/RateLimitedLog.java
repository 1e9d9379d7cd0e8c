package org.feathers4j.cote;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the log readable when a peer misbehaves: one line per matter and minute. Belongs to the loop. */
final class RateLimitedLog {
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();
    private static final int MOST_REMEMBERED = 1000;

    private final Map<String, Long> lastSaid = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * Whether this line is due, which then counts as logged.
     *
     * @param matter the subject of the line and the peer
     * @param now nanoseconds
     */
    boolean isDue(String matter, long now) {
        Long last = lastSaid.get(matter);
        if (last != null && now - last < PAUSE) return false;
        lastSaid.remove(matter); // so that it becomes the youngest
        lastSaid.put(matter, now);
        return true;
    }
}
