package org.feathers4j.distributed;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Decides which owner a call goes to, and whether it goes to another one after an answer. Belongs to the thread of the
 * call; sends nothing, never waits and reads no clock.
 *
 * <p>A request that may have reached its peer is sent to another one only if it is repeatable, so that no write is ever
 * executed twice.
 */
final class RetryPlan {
    private final MeshRequest request;
    private final boolean repeatable;
    private final LoadBalancer balancer;
    private final Route route;
    private final RetryBudget budget;
    private final ObjLongConsumer<Peer> onDenied;
    private final Set<Peer> asked = new HashSet<>(2);
    private @Nullable FeathersException denial;
    private long version;

    /**
     * The plan of a new call.
     *
     * @param repeatable whether being executed twice does no harm
     * @param budget of the whole application for calls that an overloaded owner has refused
     * @param onDenied called when an owner answers that it does not offer the service, with the version of the view that named it
     */
    RetryPlan(
            Route route,
            MeshRequest request,
            boolean repeatable,
            LoadBalancer balancer,
            RetryBudget budget,
            ObjLongConsumer<Peer> onDenied) {
        this.route = route;
        this.request = request;
        this.repeatable = repeatable;
        this.balancer = balancer;
        this.budget = budget;
        this.onDenied = onDenied;
    }

    /**
     * The owner to ask; null when none is available now: call {@link #refreshed} once there is a newer view.
     *
     * @throws IllegalStateException when the load balancer chooses a peer that is not among those it was given
     * @throws FeathersException Unavailable when no peer offers the service any more, NotFound when all peers that were
     *     asked do not offer it, Unavailable when the last of them was overloaded
     */
    @Nullable
    Peer next(MeshView view, long now) {
        version = view.version();
        List<Peer> owners = view.owners(route, request.type());
        if (owners == null && denial != null) throw denial;
        if (owners == null)
            throw FeathersException.unavailable(
                    "%s cannot be answered: the last application that offered it has left", request);
        List<Peer> left = asked.isEmpty()
                ? owners
                : owners.stream().filter(owner -> !asked.contains(owner)).toList();
        if (left.isEmpty() && denial != null) throw denial;
        return left.isEmpty() ? null : chosen(left, now);
    }

    private Peer chosen(List<Peer> left, long now) {
        Peer chosen = balancer.choose(request, left, now);
        if (!left.contains(chosen))
            throw new IllegalStateException(
                    "%s chose %s for %s, which is not one of %s".formatted(balancer, chosen, request, left));
        return chosen;
    }

    /** The view has changed: an owner that was lost may be back, so all owners may be asked again. */
    void refreshed() {
        asked.clear();
    }

    /**
     * The successful reply, or null when the call should go to another owner.
     *
     * @throws FeathersException the peer's error, or Unavailable when the request may or may not have been executed
     */
    Reply.@Nullable Success ended(Peer peer, Reply reply) {
        asked.add(peer);
        return switch (reply) {
            case Reply.Success success -> success;
            case Reply.Failure failure -> failed(peer, failure);
            case Reply.Lost(var sent, var reason) -> lost(peer, sent, reason);
        };
    }

    /**
     * Null when the peer is leaving, does not offer the service or is overloaded: these answers say that the request was
     * not executed.
     */
    private Reply.@Nullable Success failed(Peer peer, Reply.Failure failure) {
        FeathersException error = FeathersException.fromJson(failure.error().get());
        if (Leaving.is(error)) return null;
        if (Overloaded.is(error)) {
            denial = Overloaded.told(error);
            if (budget.spend()) return null;
            throw denial;
        }
        if (!NotOffered.is(error)) throw error;
        denial = NotOffered.told(error);
        onDenied.accept(peer, version);
        return null;
    }

    private Reply.@Nullable Success lost(Peer peer, boolean sent, String reason) {
        if (!sent || repeatable) return null;
        throw FeathersException.unavailable(
                "%s was sent to %s, then %s: it may or may not have been executed", request, peer, reason);
    }
}
