package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What an application knows of the mesh at one moment. Immutable; read by all threads, replaced by the mesh loop alone.
 *
 * @param owners the peers that offer the service of a route and can be asked now; a route without a proxy is absent
 * @param peers all peers that are there
 * @param replaced completed once there is a newer view, so that a call can wait for an owner without missing it
 */
record MeshView(Map<Route, List<Peer>> owners, Set<Peer> peers, CompletableFuture<@Nullable Void> replaced) {
    static MeshView empty() {
        return new MeshView(Map.of(), Set.of(), new CompletableFuture<>());
    }

    MeshView(Map<Route, List<Peer>> owners, Set<Peer> peers) {
        this(Map.copyOf(owners), Set.copyOf(peers), new CompletableFuture<>());
    }

    /** The owners that can be asked now: empty when none is connected, null when nobody offers the service any more. */
    @Nullable
    List<Peer> owners(Route route) {
        return owners.get(route);
    }
}
