package org.feathers4j.micrometer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.feathers4j.distributed.CallStats;
import org.feathers4j.distributed.PeerStatus;
import org.jspecify.annotations.Nullable;

/**
 * The calls to all peers with one key. Peers come and go with their counters, and the sum must not fall: what those gave that have left stays in it. Written under the lock of its
 * {@link MeshMeters}.
 */
final class PeerTally {
    private static final double NANOS_PER_SECOND = 1e9;

    private Map<String, CallStats> last = Map.of();
    private volatile double calls;
    private volatile double failures;
    private volatile List<CallStats> now = List.of();

    /** @param peers all with this key that are on the mesh now */
    void add(List<PeerStatus> peers) {
        var seen = new HashMap<String, CallStats>();
        double moreCalls = 0;
        double moreFailures = 0;
        for (PeerStatus peer : peers) {
            CallStats stats = peer.calls();
            CallStats before = last.get(peer.peer().uuid());
            moreCalls += grown(stats.calls(), before == null ? 0 : before.calls());
            moreFailures += grown(stats.failures(), before == null ? 0 : before.failures());
            seen.put(peer.peer().uuid(), stats);
        }
        // one writer at a time
        double callsBefore = calls;
        double failuresBefore = failures;
        calls = callsBefore + moreCalls;
        failures = failuresBefore + moreFailures;
        last = seen;
        now = List.copyOf(seen.values());
    }

    /** A peer that left and came back counts from 0 again. */
    private static long grown(long value, long before) {
        return value >= before ? value - before : value;
    }

    double calls() {
        return calls;
    }

    double failures() {
        return failures;
    }

    double pending() {
        return now.stream().mapToLong(CallStats::pending).sum();
    }

    /** Seconds, of the slowest peer; NaN when none was called for ten seconds. */
    double median() {
        return slowest(now.stream().map(CallStats::median));
    }

    /** Seconds, of the slowest peer; NaN when none was called for ten seconds. */
    double p99() {
        return slowest(now.stream().map(CallStats::p99));
    }

    private static double slowest(Stream<@Nullable Duration> times) {
        return times.filter(Objects::nonNull)
                .mapToDouble(time -> Objects.requireNonNull(time).toNanos() / NANOS_PER_SECOND)
                .max()
                .orElse(Double.NaN);
    }
}
