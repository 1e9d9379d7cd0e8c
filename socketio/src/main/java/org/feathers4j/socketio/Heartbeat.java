package org.feathers4j.socketio;

import java.time.Duration;

/** The heartbeat of one session: when to ping, and when a pong is overdue. Owned by its session. Times are nanoseconds of any steady clock. */
final class Heartbeat {
    /** What is due. */
    enum Due {
        NOTHING,
        PING,
        END
    }

    private static final int TOLERATED = 4;

    private final long interval;
    private final long timeout;
    private long deadline;
    private boolean awaitsPong;
    private boolean extended;

    Heartbeat(Duration interval, Duration timeout, long now) {
        this.interval = interval.toNanos();
        this.timeout = timeout.toNanos();
        this.deadline = now + this.interval;
    }

    Due due(long now) {
        if (deadline - now > 0) return Due.NOTHING;
        if (awaitsPong) return Due.END;
        awaitsPong = true;
        extended = false;
        // counts from when the ping was due, as with engine.io's timers; but clients are not to blame for a pause of
        // the whole process
        deadline = (now - deadline < timeout / TOLERATED ? deadline : now) + timeout;
        return Due.PING;
    }

    void pong(long now) {
        awaitsPong = false;
        deadline = now + interval;
    }

    /** A client that sends anything is alive, though perhaps too busy for a pong: its timeout starts again, once (engine.io, lib/socket.ts, onPacket). */
    void sign(long now) {
        if (!awaitsPong || extended) return;
        extended = true;
        deadline = now + timeout;
    }
}
