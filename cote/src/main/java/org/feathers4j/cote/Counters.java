package org.feathers4j.cote;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of problems that deserve no log line each. Any thread counts and reads. */
final class Counters {
    /** What is counted. */
    enum Counted {
        /** Datagrams that are not a hello, or not a valid one. */
        MALFORMED_DATAGRAMS,
        /** Hellos of components that do not know the secret of this mesh, or need one that this one does not know. */
        STRANGERS,
        /** Components that found no room in the table. */
        REFUSED_NODES,
        /** Connections that were closed because there were too many. */
        REFUSED_CONNECTIONS,
        /** Connections that were closed because of what came on them. */
        BROKEN_STREAMS,
        /** Frames without a meaning. */
        ODD_FRAMES,
        /** Frames that a slow peer could not take. */
        DROPPED_FRAMES,
        /** Replies to requests that are no longer pending. */
        LATE_REPLIES
    }

    private final Map<Counted, LongAdder> counts = new EnumMap<>(Counted.class);

    Counters() {
        for (Counted what : Counted.values()) counts.put(what, new LongAdder());
    }

    void count(Counted what) {
        adder(what).increment();
    }

    long value(Counted what) {
        return adder(what).sum();
    }

    private LongAdder adder(Counted what) {
        LongAdder adder = counts.get(what);
        if (adder == null) throw new IllegalStateException("There is no counter for " + what);
        return adder;
    }

    /** For logs: what was counted at all. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        counts.forEach((what, adder) -> {
            if (adder.sum() > 0)
                text.append(text.isEmpty() ? "" : ", ").append(what).append(' ').append(adder.sum());
        });
        return text.toString();
    }
}
