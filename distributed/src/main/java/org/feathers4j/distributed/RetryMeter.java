package org.feathers4j.distributed;

import java.util.concurrent.atomic.LongAdder;

import org.feathers4j.FeathersException;

/** Counts the calls that are sent once more. Safe for all threads; calls that are answered at once cost nothing. */
final class RetryMeter {
    private final LongAdder lost = new LongAdder();
    private final LongAdder leaving = new LongAdder();
    private final LongAdder overloaded = new LongAdder();
    private final LongAdder notOffered = new LongAdder();

    /** @param reply after which the call goes on */
    void count(Reply reply) {
        reason(reply).increment();
    }

    private LongAdder reason(Reply reply) {
        if (!(reply instanceof Reply.Failure failure)) return lost;
        FeathersException error = FeathersException.fromJson(failure.error().get());
        if (Leaving.is(error)) return leaving;
        return Overloaded.is(error) ? overloaded : notOffered;
    }

    RetryStats stats() {
        return new RetryStats(lost.sum(), leaving.sum(), overloaded.sum(), notOffered.sum());
    }
}
