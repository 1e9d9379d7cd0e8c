package org.feathers4j.server;

import java.time.Duration;

/** The grace period in which all parts of a server end. The remaining time is never zero, as a part that has ended needs a moment to report it. */
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
