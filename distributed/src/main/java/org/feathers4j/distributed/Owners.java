package org.feathers4j.distributed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The latest announcement of each owner of a route. While replicas are replaced by those of another version their
 * methods differ. Belongs
 * to {@link Membership}.
 */
final class Owners {
    private final LinkedHashMap<Peer, Offer> offers = new LinkedHashMap<>();

    /** A peer's latest announcement of a service, and the version of the view in which it arrived. */
    private record Offer(ServiceDescriptor service, long version) {}

    /**
     * Stores an announcement; false when it changes nothing. A peer whose announcement has changed moves to the end,
     * because the latest one wins.
     */
    boolean put(ServiceDescriptor service, long version) {
        Peer peer = service.peer();
        Offer before = offers.get(peer);
        boolean known = before != null && before.service().equals(service);
        if (before != null && !known) offers.remove(peer);
        offers.put(peer, new Offer(service, version));
        return !known;
    }

    /** Removes a peer and returns its announcement; null when it is no owner. */
    @Nullable
    ServiceDescriptor remove(Peer peer) {
        Offer removed = offers.remove(peer);
        return removed == null ? null : removed.service();
    }

    /** The peer's latest announcement; null when it is no owner. */
    @Nullable
    ServiceDescriptor of(Peer peer) {
        Offer offer = offers.get(peer);
        return offer == null ? null : offer.service();
    }

    /** All owners, whether they are available or not. */
    Set<Peer> peers() {
        return offers.keySet();
    }

    boolean has(Peer peer) {
        return offers.containsKey(peer);
    }

    /** Whether the peer is an owner that has not offered the service anew after this version of the view. */
    boolean hasSince(Peer peer, long version) {
        Offer offer = offers.get(peer);
        return offer != null && offer.version() <= version;
    }

    boolean isEmpty() {
        return offers.isEmpty();
    }

    /** The methods, events and options of all owners together, in the name of the first owner. */
    ServiceDescriptor together() {
        return ServiceDescriptor.together(
                offers.values().stream().map(Offer::service).toList());
    }

    /** The owners that are available now. */
    Candidates candidates(Predicate<Peer> canBeAsked) {
        var all = new ArrayList<Peer>(offers.size());
        for (Peer each : offers.keySet()) if (canBeAsked.test(each)) all.add(each);
        var byMethod = new HashMap<String, List<Peer>>();
        for (String method : notOfAll())
            byMethod.put(
                    method, all.stream().filter(peer -> offers(peer, method)).toList());
        return new Candidates(List.copyOf(all), Map.copyOf(byMethod));
    }

    /** The methods that only some of the owners have: usually none. */
    private Set<String> notOfAll() {
        List<String> first = offers.firstEntry().getValue().service().methods();
        var some = new HashSet<String>();
        var common = new HashSet<>(first);
        for (Offer each : offers.values()) {
            List<String> methods = each.service().methods();
            if (methods.equals(first)) continue;
            common.retainAll(methods);
            some.addAll(methods);
        }
        if (some.isEmpty()) return Set.of();
        some.addAll(first);
        some.removeAll(common);
        return some;
    }

    private boolean offers(Peer peer, String method) {
        Offer offer = offers.get(peer);
        return offer != null && offer.service().methods().contains(method);
    }
}
