package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The peers on the mesh and the services that they offer. Pure: owned by the mesh loop, which feeds it signals and
 * carries out the effects that it returns; it opens no socket and reads no clock.
 *
 * <p>Owners are counted per (path, key, application): a proxy is removed when its last owner is gone, and only then. In
 * feathers-distributed any peer can remove any proxy, and the end of one key removes the services of all keys
 * (lib/register.js).
 */
final class Membership {
    /** Ticks after which a peer known only by its messages is dropped, unless its hello has arrived. */
    private static final int GRACE_TICKS = 3;

    private final Peer self;
    private final Predicate<ServiceDescriptor> accepts;
    private final Function<ServiceDescriptor, String> localPath;

    private final Set<Peer> joined = new LinkedHashSet<>();
    private final Set<Peer> linked = new HashSet<>();
    private final Map<Peer, Integer> unproven = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Proxy> proxies = new HashMap<>();
    private final Map<Route, Owners> offers = new LinkedHashMap<>();
    /** The routes of the offers by their local path, in the order of the offers. */
    private final Map<String, Set<Route>> routesTo = new HashMap<>();
    /**
     * The routes of the offers by their peer and the path that it names. The route that it was given is kept, because
     * {@code remoteServicePath} may answer differently later.
     */
    private final Map<Peer, Map<String, Route>> routesOf = new HashMap<>();

    private final FailureDetector trust;
    private long version;
    /** The owners of the last view. Kept, because a signal changes none or few of them. */
    private Map<Route, Candidates> shown = Map.of();
    /** The routes that may have other owners than in the last view. */
    private final Set<Route> changed = new HashSet<>();
    /** The peers of the last view; null when they have changed. */
    private @Nullable Set<Peer> peers;

    /** A registered proxy and the service that it offers. */
    private record Proxy(Route route, ServiceDescriptor service) {}

    /**
     * @param self this application, which receives its own messages as well
     * @param accepts whether a remote service gets a proxy (option {@code remoteServices})
     * @param localPath the path of its proxy (option {@code remoteServicePath})
     * @param detection when a connected peer is excluded from load balancing
     */
    Membership(
            Peer self,
            Predicate<ServiceDescriptor> accepts,
            Function<ServiceDescriptor, String> localPath,
            Detection detection) {
        this.self = self;
        this.accepts = accepts;
        this.localPath = localPath;
        this.trust = new FailureDetector(detection, this::anyPathOf);
    }

    List<Effect> apply(Signal signal) {
        version++;
        if (signal instanceof Signal.Sign sign) ownersChanged(sign.peer());
        return switch (signal) {
            case Signal.Joined(var peer) -> join(peer);
            case Signal.Left(var peer) -> leave(peer);
            case Signal.Linked(var peer) -> link(peer);
            case Signal.Unlinked(var peer) -> unlink(peer);
            case Signal.Offered(var service) -> offer(service);
            case Signal.Removed(var service) -> remove(service);
            case Signal.Denied(var route, var peer, var seen) -> deny(route, peer, seen);
            case Signal.Taken(var path) -> take(path);
            case Signal.Freed(var path) -> free(path);
            case Signal.Waiting(var peer, var at) -> waiting(peer, at);
            case Signal.Unanswered(var peer, var at) -> linked.contains(peer) ? trust.unanswered(peer) : List.of();
            case Signal.Answered(var peer, var at) -> trust.answered(peer, at);
            case Signal.Unproven(var peer, var round, var at) -> trust.unproven(peer, round);
            case Signal.Tick() -> tick();
        };
    }

    /** The part of the view that a {@link Signal.Sign} can change. */
    List<Set<Peer>> doubts() {
        return List.of(trust.suspected(), trust.excluded());
    }

    /** The routes that may have other owners than in the last view. */
    Set<Route> changed() {
        return Set.copyOf(changed);
    }

    /** An immutable view of the present state. */
    MeshView view() {
        if (!changed.isEmpty()) {
            var owners = new HashMap<>(shown);
            changed.forEach(route -> show(route, owners));
            changed.clear();
            shown = Collections.unmodifiableMap(owners);
        }
        if (peers == null) peers = Set.copyOf(joined);
        return new MeshView(version, shown, peers, trust.suspected(), trust.excluded());
    }

    private void show(Route route, Map<Route, Candidates> view) {
        Proxy proxy = proxies.get(route.localPath());
        Owners owners = offers.get(route);
        if (owners == null || proxy == null || !proxy.route().equals(route)) view.remove(route);
        else view.put(route, owners.candidates(this::canBeAsked));
    }

    private void ownersChanged(Peer peer) {
        changed.addAll(routesOf.getOrDefault(peer, Map.of()).values());
    }

    private boolean canBeAsked(Peer peer) {
        return linked.contains(peer) && !trust.distrusts(peer);
    }

    private String anyPathOf(Peer peer) {
        return routesOf.getOrDefault(peer, Map.of()).keySet().stream()
                .findFirst()
                .orElse("");
    }

    /** Whether another application offers the same service under the same key. */
    boolean othersOffer(ServiceDescriptor service) {
        return offers.keySet().stream()
                .anyMatch(route ->
                        route.key().equals(service.key()) && route.remotePath().equals(service.path()));
    }

    /** What each peer offers, also peers that get no calls at present. */
    List<PeerOffers> offersOfPeers() {
        var byPeer = new LinkedHashMap<Peer, List<ServiceDescriptor>>();
        joined.forEach(peer -> byPeer.put(peer, new ArrayList<>()));
        for (Owners owners : offers.values())
            for (Peer peer : owners.peers()) {
                ServiceDescriptor service = owners.of(peer);
                if (service != null)
                    byPeer.computeIfAbsent(peer, stranger -> new ArrayList<>()).add(service);
            }
        return byPeer.entrySet().stream()
                .map(each -> new PeerOffers(each.getKey(), linked.contains(each.getKey()), inOrder(each.getValue())))
                .toList();
    }

    private static List<ServiceDescriptor> inOrder(List<ServiceDescriptor> services) {
        return services.stream()
                .sorted(Comparator.comparing(ServiceDescriptor::path))
                .toList();
    }

    private List<Effect> join(Peer peer) {
        unproven.remove(peer);
        if (peer.equals(self) || !joined.add(peer)) return List.of();
        peers = null;
        return List.of(new Effect.PeerJoined(peer));
    }

    private List<Effect> leave(Peer peer) {
        ownersChanged(peer);
        linked.remove(peer);
        trust.forget(peer);
        unproven.remove(peer);
        var effects = new ArrayList<Effect>();
        for (Route route : List.copyOf(routesOf.getOrDefault(peer, Map.of()).values()))
            effects.addAll(disown(route, peer));
        if (joined.remove(peer)) {
            peers = null;
            effects.add(new Effect.PeerLeft(peer));
        }
        return effects;
    }

    private List<Effect> link(Peer peer) {
        if (linked.add(peer)) ownersChanged(peer);
        return List.of();
    }

    private List<Effect> unlink(Peer peer) {
        ownersChanged(peer);
        linked.remove(peer);
        trust.forget(peer);
        return List.of();
    }

    private List<Effect> offer(ServiceDescriptor service) {
        Peer peer = service.peer();
        if (peer.uuid().equals(self.uuid())) return List.of();
        Route before = routeOf(peer, service.path());
        Route route = accepts.test(service) ? new Route(localPath.apply(service), service.key(), service.path()) : null;
        var effects = new ArrayList<Effect>();
        if (before != null && !before.equals(route)) effects.addAll(disown(before, peer));
        if (route == null) return effects;
        if (!joined.contains(peer)) unproven.putIfAbsent(peer, 0);
        routesOf.computeIfAbsent(peer, p -> new LinkedHashMap<>()).put(service.path(), route);
        routesTo.computeIfAbsent(route.localPath(), p -> new LinkedHashSet<>()).add(route);
        if (offers.computeIfAbsent(route, r -> new Owners()).put(service, version)) {
            changed.add(route);
            effects.addAll(refresh(route));
        }
        effects.addAll(propose(route.localPath()));
        return effects;
    }

    private @Nullable Route routeOf(Peer peer, String path) {
        return routesOf.getOrDefault(peer, Map.of()).get(path);
    }

    /** The proxy offers what its owners offer together. */
    private List<Effect> refresh(Route route) {
        Proxy proxy = proxies.get(route.localPath());
        Owners owners = offers.get(route);
        if (proxy == null || !proxy.route().equals(route) || owners == null) return List.of();
        ServiceDescriptor now = owners.together();
        if (proxy.service().offersTheSame(now)) return List.of();
        proxies.put(route.localPath(), new Proxy(route, now));
        return List.of(new Effect.ChangeProxy(route, now));
    }

    /**
     * A removal by a peer that is no owner is ignored. When it concerns a local service, that is announced again,
     * because Node peers believe the removal.
     */
    private List<Effect> remove(ServiceDescriptor service) {
        if (service.uuid().equals(self.uuid())) return List.of();
        Route route = routeOf(service.peer(), service.path());
        List<Effect> effects = route == null ? List.of() : disown(route, service.peer());
        if (effects.isEmpty() && taken.contains(service.path())) return List.of(new Effect.Reassure(service.path()));
        return effects;
    }

    private List<Effect> deny(Route route, Peer peer, long seen) {
        Owners owners = offers.get(route);
        return owners != null && owners.hasSince(peer, seen) ? disown(route, peer) : List.of();
    }

    private List<Effect> disown(Route route, Peer peer) {
        Owners owners = offers.get(route);
        ServiceDescriptor last = owners == null ? null : owners.remove(peer);
        if (owners == null || last == null) return List.of();
        changed.add(route);
        routesOf.computeIfPresent(peer, (p, routes) -> {
            routes.remove(route.remotePath());
            return routes.isEmpty() ? null : routes;
        });
        if (!owners.isEmpty()) return refresh(route);
        offers.remove(route);
        routesTo.computeIfPresent(route.localPath(), (path, routes) -> {
            routes.remove(route);
            return routes.isEmpty() ? null : routes;
        });
        Proxy proxy = proxies.get(route.localPath());
        if (proxy == null || !proxy.route().equals(route)) return List.of();
        proxies.remove(route.localPath());
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.RemoveProxy(route, last));
        effects.addAll(propose(route.localPath()));
        return effects;
    }

    /** The first provider of a path gets the proxy; when it goes, the next one does. */
    private List<Effect> propose(String path) {
        if (taken.contains(path) || proxies.containsKey(path)) return List.of();
        Set<Route> routes = routesTo.get(path);
        if (routes == null) return List.of();
        Route first = routes.iterator().next();
        changed.add(first);
        var proxy = new Proxy(first, Objects.requireNonNull(offers.get(first)).together());
        proxies.put(path, proxy);
        return List.of(new Effect.AddProxy(first, proxy.service()));
    }

    private List<Effect> take(String path) {
        taken.add(path);
        Proxy lost = proxies.remove(path);
        if (lost == null) return List.of();
        changed.add(lost.route());
        return List.of(new Effect.YieldProxy(lost.route(), lost.service()));
    }

    private List<Effect> free(String path) {
        taken.remove(path);
        return propose(path);
    }

    /** The peer left while the call was on its way: no answer will come, although its connection may be open. */
    private List<Effect> waiting(Peer peer, long at) {
        if (linked.contains(peer)) return trust.waiting(peer, at);
        return joined.contains(peer) || unproven.containsKey(peer) ? List.of() : List.of(new Effect.GiveUp(peer));
    }

    /** Drops a peer that announces services but never sends a hello and cannot be reached. */
    private List<Effect> tick() {
        var effects = new ArrayList<Effect>();
        for (Peer peer : List.copyOf(unproven.keySet())) {
            if (linked.contains(peer)) continue;
            if (unproven.merge(peer, 1, Integer::sum) > GRACE_TICKS) effects.addAll(leave(peer));
        }
        return effects;
    }
}
