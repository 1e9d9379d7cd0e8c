package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What an application knows of the mesh at one moment. Immutable; read by all threads, replaced by the mesh loop alone.
 *
 * @param version grows with everything that is heard
 * @param candidates the peers that offer the service of a route and can be asked now; a route without a proxy is absent
 * @param peers all peers that are there
 * @param suspected peers whose answer is overdue, so that any answer changes their state
 * @param excluded those of them that get no calls until one comes
 * @param replaced completed once there is a newer view, so that a call can wait for an owner without missing it
 */
record MeshView(
        long version,
        Map<Route, Candidates> candidates,
        Set<Peer> peers,
        Set<Peer> suspected,
        Set<Peer> excluded,
        CompletableFuture<@Nullable Void> replaced) {
    static MeshView empty() {
        return new MeshView(0, Map.of(), Set.of(), Set.of(), Set.of());
    }

    MeshView(
            long version, Map<Route, Candidates> candidates, Set<Peer> peers, Set<Peer> suspected, Set<Peer> excluded) {
        this(version, Map.copyOf(candidates), Set.copyOf(peers), suspected, excluded, new CompletableFuture<>());
    }

    /** The owners that can be asked now: empty when none is connected, null when nobody offers the service any more. */
    @Nullable
    List<Peer> owners(Route route) {
        Candidates present = candidates.get(route);
        return present == null ? null : present.all();
    }

    /** Those of them that have a method. */
    @Nullable
    List<Peer> owners(Route route, String method) {
        Candidates present = candidates.get(route);
        return present == null ? null : present.of(method);
    }
}
