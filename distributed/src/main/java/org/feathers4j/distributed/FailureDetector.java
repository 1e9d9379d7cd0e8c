package org.feathers4j.distributed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides which connected peers get calls, by how they answer. A host that vanished and a process that hangs keep their
 * connections for minutes; here they get a healthcheck as soon as a call waits unusually long, and are excluded after
 * several missed answers. Any answer makes a peer trusted again at once.
 *
 * <p>Pure: owned by {@link Membership}; signals carry the time.
 */
final class FailureDetector {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Detection detection;
    private final Function<Peer, String> pathOf;
    private final Map<Peer, Doubt> doubts = new HashMap<>();
    private final Map<Peer, Long> provenAt = new HashMap<>();
    private long lastRound;

    /**
     * The missed answers of a peer.
     *
     * @param misses calls and probes in a row that the peer did not answer
     * @param round of the probe under way; outcomes of earlier rounds are ignored
     * @param pause before the next probe of an excluded peer
     */
    private record Doubt(int misses, long round, Duration pause) {}

    /** @param pathOf the path of a service of a peer, for healthchecks; empty when it offers none */
    FailureDetector(Detection detection, Function<Peer, String> pathOf) {
        this.detection = detection;
        this.pathOf = pathOf;
    }

    /** Suspected peers: any answer changes their state. */
    Set<Peer> suspected() {
        return Set.copyOf(doubts.keySet());
    }

    /** Peers that get no calls. */
    Set<Peer> excluded() {
        if (doubts.isEmpty()) return Set.of();
        return doubts.entrySet().stream()
                .filter(entry -> isTooMuch(entry.getValue().misses()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean distrusts(Peer peer) {
        Doubt doubt = doubts.get(peer);
        return doubt != null && isTooMuch(doubt.misses());
    }

    private boolean isTooMuch(int misses) {
        return misses >= detection.misses();
    }

    /** A slow peer is not a dead one: one probe is enough, and its answer is valid for a while. */
    List<Effect> waiting(Peer peer, long now) {
        Long proven = provenAt.get(peer);
        if (doubts.containsKey(peer)
                || (proven != null && now - proven < detection.probeAfter().toNanos())) return List.of();
        return List.of(probe(peer, 0, Duration.ZERO, SHORTEST_PAUSE));
    }

    List<Effect> unanswered(Peer peer) {
        Doubt doubt = doubts.get(peer);
        if (doubt == null) return miss(peer, 1, SHORTEST_PAUSE);
        doubts.put(peer, new Doubt(doubt.misses() + 1, doubt.round(), doubt.pause()));
        return doubt.misses() + 1 == detection.misses() ? List.of(new Effect.Distrusted(peer)) : List.of();
    }

    List<Effect> unproven(Peer peer, long round) {
        Doubt doubt = doubts.get(peer);
        if (doubt == null || doubt.round() != round) return List.of();
        return miss(peer, doubt.misses() + 1, doubt.pause());
    }

    private List<Effect> miss(Peer peer, int misses, Duration pause) {
        if (!isTooMuch(misses)) return List.of(probe(peer, misses, Duration.ZERO, pause));
        Duration longer = pause.multipliedBy(2);
        Effect probe = probe(peer, misses, pause, longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE);
        return misses == detection.misses() ? List.of(new Effect.Distrusted(peer), probe) : List.of(probe);
    }

    private Effect probe(Peer peer, int misses, Duration after, Duration nextPause) {
        long round = ++lastRound;
        doubts.put(peer, new Doubt(misses, round, nextPause));
        return new Effect.Probe(peer, pathOf.apply(peer), round, after);
    }

    List<Effect> answered(Peer peer, long now) {
        boolean excluded = distrusts(peer);
        if (doubts.remove(peer) == null) return List.of();
        provenAt.put(peer, now);
        return excluded ? List.of(new Effect.Trusted(peer)) : List.of();
    }

    /** The connection is gone: the state of the peer is dropped, and its next connection starts as trusted. */
    void forget(Peer peer) {
        doubts.remove(peer);
        provenAt.remove(peer);
    }
}
