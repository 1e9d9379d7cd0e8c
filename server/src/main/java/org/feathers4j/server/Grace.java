package org.feathers4j.server;

import java.time.Duration;

/** The one period in which all of a server ends. What is left of it is never nothing: also what has ended already needs a moment to say so. */
final class Grace {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final long end;

    Grace(Duration whole) {
        end = System.nanoTime() + whole.toNanos();
    }

    Duration left() {
        return left(MOMENT);
    }

    Duration left(Duration least) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.compareTo(least) < 0 ? least : left;
    }
}
