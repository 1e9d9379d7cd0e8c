package org.feathers4j.benchmarks;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came of a load.
 *
 * @param count operations that were done
 * @param seconds how long that took
 * @param p99 seconds within which 99 of 100 were done; not a number where single ones are not measured
 * @param failed operations that went wrong
 */
record Tally(long count, double seconds, double p99, long failed) {
    static Tally read(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> members)) throw new IllegalArgumentException("No tally: " + json);
        return new Tally((long) number(members, "count"), number(members, "seconds"), number(members, "p99"), (long)
                number(members, "failed"));
    }

    private static double number(Map<?, ?> members, String name) {
        return members.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    Map<String, @Nullable Object> json() {
        return Map.of("count", count, "seconds", seconds, "p99", p99, "failed", failed);
    }

    double perSecond() {
        return count / seconds;
    }

    /** This, if something was done and all went well. */
    Tally checked(String what) {
        if (failed > 0 || count == 0)
            throw new IllegalStateException("%s: %d of %d failed".formatted(what, failed, count));
        return this;
    }
}
