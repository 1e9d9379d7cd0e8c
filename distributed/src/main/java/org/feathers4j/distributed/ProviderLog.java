package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when the available providers of a service change: those that appear after the first one, and all that go.
 * Belongs to the mesh loop.
 */
final class ProviderLog {
    private static final Logger log = LoggerFactory.getLogger(ProviderLog.class);

    private final Peer self;

    ProviderLog(Peer self) {
        this.self = self;
    }

    /**
     * Logs the changes between two views.
     *
     * @param routes those that may have other owners
     */
    void changed(Signal signal, MeshView before, MeshView now, Set<Route> routes) {
        var gone = new TreeMap<String, List<Peer>>();
        var peers = new TreeSet<String>();
        for (Route route : routes) {
            compare(route, owners(before, route), now, gone, peers);
            came(route, owners(now, route), before);
        }
        if (!gone.isEmpty()) log.info("{} {} {}", String.join(", ", peers), how(signal), left(gone));
        else unlinked(signal);
    }

    private static List<Peer> owners(MeshView view, Route route) {
        return Optional.ofNullable(view.owners(route)).orElse(List.of());
    }

    private static void compare(
            Route route, List<Peer> owners, MeshView now, Map<String, List<Peer>> gone, Set<String> peers) {
        List<Peer> left = owners(now, route);
        for (Peer peer : owners) {
            // excluded peers were logged before
            if (left.contains(peer) || now.excluded().contains(peer)) continue;
            gone.put(route.localPath(), left);
            peers.add(peer.toString());
        }
    }

    private static void came(Route route, List<Peer> owners, MeshView before) {
        if (owners.size() < 2) return; // the first one is logged when its proxy is registered
        List<Peer> known = owners(before, route);
        for (Peer peer : owners)
            if (!known.contains(peer) && !before.excluded().contains(peer))
                log.info(
                        "Service '{}' is now offered by {} as well: providers are {}",
                        route.localPath(),
                        peer,
                        text(owners));
    }

    private static String how(Signal signal) {
        return switch (signal) {
            case Signal.Unlinked unlinked -> "is unreachable, its connection was closed; it offered";
            case Signal.Left left -> "is unreachable; it offered";
            default -> "no longer offers";
        };
    }

    /** For instance {@code 'todos' (still offered by shop@1f), 'users' (no provider left)}. */
    private static String left(Map<String, List<Peer>> gone) {
        return gone.entrySet().stream()
                .map(each -> each.getValue().isEmpty()
                        ? "'%s' (no provider left)".formatted(each.getKey())
                        : "'%s' (still offered by %s)".formatted(each.getKey(), text(each.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String text(List<Peer> peers) {
        return peers.stream().map(Peer::toString).collect(Collectors.joining(", "));
    }

    /** For a peer that offered nothing, or has withdrawn all its services before. */
    private void unlinked(Signal signal) {
        if (signal instanceof Signal.Unlinked(var peer) && !peer.equals(self))
            log.info("The connection to {} was closed; none of its services was in use", peer);
    }
}
