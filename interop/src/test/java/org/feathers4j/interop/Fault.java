package org.feathers4j.interop;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What happens to a replica under load.
 *
 * @param replica which one, from 0
 * @param before how long all is well before
 * @param length how long it lasts; a replica that ends is replaced at once
 */
record Fault(Kind kind, int replica, Duration before, Duration length) {

    /** In milliseconds: a replica that is away for so long is forgotten. */
    private static final int LONGEST =
            (int) NodePeerOptions.QUICK_NODE_TIMEOUT.plusSeconds(1).toMillis();

    /** What can happen. */
    enum Kind {
        /** It is killed without warning (SIGKILL), and another one starts. */
        KILL,
        /** It stands still (SIGSTOP, SIGCONT), while its connections stay open. */
        PAUSE,
        /** It is asked to end (SIGTERM), ends, and another one starts. */
        RESTART,
        /** It is on a host whose cable is pulled, and plugged in again. */
        CUT,
        /** The Redis server through which peers find each other is away; when it is back, the replica is replaced by another one. */
        OUTAGE,
        /** Its wall clock jumps ahead, and back. */
        JUMP
    }

    /** Faults of these kinds without end; the same ones for the same numbers. */
    static Stream<Fault> random(RandomGenerator numbers, List<Kind> kinds, int replicas) {
        return Stream.generate(() -> new Fault(
                kinds.get(numbers.nextInt(kinds.size())),
                numbers.nextInt(replicas),
                Duration.ofMillis(numbers.nextInt(200, 1500)),
                Duration.ofMillis(numbers.nextInt(100, LONGEST))));
    }

    /** The same fault so many times, of one replica after the other. */
    static Stream<Fault> repeated(Kind kind, int times, int replicas, Duration length) {
        return Stream.iterate(0, i -> i < times, i -> i + 1)
                .map(i -> new Fault(kind, i % replicas, Duration.ofMillis(500), length));
    }
}
