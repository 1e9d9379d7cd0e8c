package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * An application's state of the mesh at one moment. Immutable; read by all threads, replaced by the mesh loop alone.
 *
 * @param version grows with every signal
 * @param candidates the peers that offer the service of a route and are available now; a route without a proxy is
 *     absent
 * @param peers all peers on the mesh
 * @param suspected peers whose answer is overdue, so that any answer changes their state
 * @param excluded suspected peers that get no calls until they answer
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

    /** With maps and sets that do not change any more. */
    MeshView(
            long version, Map<Route, Candidates> candidates, Set<Peer> peers, Set<Peer> suspected, Set<Peer> excluded) {
        this(version, candidates, peers, suspected, excluded, new CompletableFuture<>());
    }

    /**
     * The owners that are available now: empty when none is connected, null when no peer offers the service any more.
     */
    @Nullable
    List<Peer> owners(Route route) {
        Candidates present = candidates.get(route);
        return present == null ? null : present.all();
    }

    /** The available owners that have a method; empty and null as above. */
    @Nullable
    List<Peer> owners(Route route, String method) {
        Candidates present = candidates.get(route);
        return present == null ? null : present.of(method);
    }
}
