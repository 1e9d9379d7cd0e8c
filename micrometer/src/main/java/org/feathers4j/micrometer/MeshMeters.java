package org.feathers4j.micrometer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.feathers4j.FeathersException;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.distributed.MeshStatus;
import org.feathers4j.distributed.PeerStatus;
import org.feathers4j.distributed.RetryStats;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what the mesh counts anyway, from a picture of it that is made at most once a second, when the registry is read: calls pay nothing. Meters are by the keys of
 * peers, which replicas share, and those of a key go five minutes after its last peer. Safe for all threads.
 */
final class MeshMeters {
    private static final Logger log = LoggerFactory.getLogger(MeshMeters.class);
    private static final long FRESH_NANOS = 1_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;
    private static final long KEPT_NANOS = 300 * FRESH_NANOS;

    /** The meters of one key. */
    private static final class Known {
        final PeerTally tally = new PeerTally();
        final List<Meter> meters = new ArrayList<>();
        long seenAt;
    }

    private final Meters meters;
    private final Distribution mesh;
    private final int maxPeers;
    private final LongSupplier clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Known> byKey = new HashMap<>();
    private volatile @Nullable MeshStatus picture;
    private long triedAt = NEVER;
    private boolean closed;

    MeshMeters(Meters meters, Distribution mesh, int maxPeers, LongSupplier clock) {
        this.meters = meters;
        this.mesh = mesh;
        this.maxPeers = maxPeers;
        this.clock = clock;
    }

    void show() {
        for (PeerStatus.State state : PeerStatus.State.values())
            gauge(
                    "feathers.mesh.peers",
                    "Peers by state",
                    Tags.of("feathers.peer.state", state.name().toLowerCase(Locale.ROOT)),
                    status -> status.peers().stream()
                            .filter(peer -> peer.state() == state)
                            .count());
        gauge(
                "feathers.mesh.services.shared",
                "Own services that peers may call",
                Tags.empty(),
                status -> status.services().size());
        meters.gauge(
                "feathers.mesh.services.remote",
                "",
                "Services of peers",
                Tags.empty(),
                mesh,
                each -> each.remoteServices().size());
        meters.gauge(
                "feathers.mesh.joined", "", "1 while on the mesh", Tags.empty(), mesh, each -> each.isJoined() ? 1 : 0);
        gauge(
                "feathers.mesh.served.pending",
                "Calls of peers under way",
                Tags.empty(),
                status -> status.served().pending());
        meters.counter(
                "feathers.mesh.served",
                "Calls of peers that have ended",
                Tags.empty(),
                this,
                each -> each.read(status -> status.served().calls()));
        meters.counter(
                "feathers.mesh.served.failures",
                "Calls of peers that have failed",
                Tags.empty(),
                this,
                each -> each.read(status -> status.served().failures()));
        meters.counter(
                "feathers.events.dropped",
                "Events dropped because a receiver was stuck",
                Tags.of("feathers.receiver", "mesh"),
                mesh,
                Distribution::refused);
        retries("lost", RetryStats::lost);
        retries("leaving", RetryStats::leaving);
        retries("overloaded", RetryStats::overloaded);
        retries("not_offered", RetryStats::notOffered);
    }

    private void retries(String reason, ToDoubleFunction<RetryStats> count) {
        meters.counter(
                "feathers.mesh.retries",
                "Calls sent once more; lost and leaving are failovers",
                Tags.of("feathers.reason", reason),
                mesh,
                each -> count.applyAsDouble(each.retries()));
    }

    private void gauge(String name, String description, Tags tags, ToDoubleFunction<MeshStatus> value) {
        meters.gauge(name, "", description, tags, this, each -> each.read(value));
    }

    private double read(ToDoubleFunction<MeshStatus> value) {
        refresh(false);
        MeshStatus present = picture;
        return present == null ? Double.NaN : value.applyAsDouble(present);
    }

    /**
     * Makes a new picture, and gives new peers their meters.
     *
     * @param isNews whether something has changed; otherwise a picture that is fresh is good enough, and one that could not
     *     be made is not tried again at once: a scrape reads many meters, and must not wait for each
     */
    void refresh(boolean isNews) {
        // another reader makes one: the last picture does meanwhile
        if (!lock.tryLock()) return;
        try {
            boolean isFresh = triedAt != NEVER && clock.getAsLong() - triedAt < FRESH_NANOS;
            if (!closed && (isNews || !isFresh)) look();
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        try {
            MeshStatus status = mesh.status();
            picture = status;
            tally(status, clock.getAsLong());
        } catch (FeathersException e) {
            log.debug("The meters show the last picture of the mesh", e);
        } finally {
            triedAt = clock.getAsLong();
        }
    }

    private void tally(MeshStatus status, long now) {
        var present = new HashMap<String, List<PeerStatus>>();
        int known = byKey.size();
        for (PeerStatus peer : status.peers()) {
            String key = peer.peer().key();
            boolean isNew = !byKey.containsKey(key) && !present.containsKey(key);
            if (isNew && known >= maxPeers) key = Series.OTHER;
            else if (isNew) known++;
            present.computeIfAbsent(key, name -> new ArrayList<>()).add(peer);
        }
        present.forEach((key, peers) -> {
            Known each = byKey.computeIfAbsent(key, this::add);
            each.seenAt = now;
            each.tally.add(peers);
        });
        byKey.entrySet().removeIf(each -> {
            Known gone = each.getValue();
            if (present.containsKey(each.getKey())) return false;
            gone.tally.add(List.of());
            if (now - gone.seenAt < KEPT_NANOS) return false;
            gone.meters.forEach(meters::remove);
            return true;
        });
    }

    private Known add(String key) {
        var known = new Known();
        PeerTally tally = known.tally;
        Tags tags = Tags.of("feathers.peer", key);
        known.meters.addAll(List.of(
                meters.counter("feathers.mesh.calls", "Calls to peers that have ended", tags, tally, PeerTally::calls),
                meters.counter(
                        "feathers.mesh.failures", "Calls to peers that have failed", tags, tally, PeerTally::failures),
                meters.gauge(
                        "feathers.mesh.calls.pending", "", "Calls to peers under way", tags, tally, PeerTally::pending),
                meters.gauge(
                        "feathers.mesh.call.median",
                        "seconds",
                        "Median time of the calls of ten seconds, at the slowest peer",
                        tags,
                        tally,
                        PeerTally::median),
                meters.gauge(
                        "feathers.mesh.call.p99",
                        "seconds",
                        "99th percentile of the calls of ten seconds, at the slowest peer",
                        tags,
                        tally,
                        PeerTally::p99)));
        return known;
    }

    /** The mesh is left: the last picture stays. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
