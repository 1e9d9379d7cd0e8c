package org.feathers4j.distributed;

import java.util.List;
import java.util.Random;

/**
 * Spreads the calls of an application over the owners of remote services: chooses the owner of each call, and is told when the call begins and ends.
 *
 * <pre>{@code
 * app.configure(Distribution.create(o -> o.loadBalancer(LoadBalancer.fewestPending())));
 * app.configure(Distribution.create(o -> o.loadBalancer((request, owners, now) -> owners.getFirst())));
 * }</pre>
 *
 * <p>Each application gets an instance of its own, for all its remote services. Many calls use it at once: {@link #choose}, {@link #onBegin} and {@link #onEnd} run on
 * the threads of the calls, {@link #onLeft} on the mesh loop. They must not block, and read no clock: times are those of the mesh, in nanoseconds
 * of a clock that only counts differences, as {@link System#nanoTime}.
 */
@FunctionalInterface
public interface LoadBalancer {
    /**
     * The owner to ask. A call that has to go to another one, because its owner is gone or leaves, asks again.
     *
     * @param request the call
     * @param owners the peers that offer the service, are connected and were not asked by this call before; at least one, unmodifiable, in an order that stays the
     *     same while the same peers are there
     * @param now the time
     * @return one of {@code owners}; any other peer, or an exception, fails the call
     */
    Peer choose(MeshRequest request, List<Peer> owners, long now);

    /** A call to this peer begins. An exception is logged, and the call goes on. */
    default void onBegin(Peer peer, long now) {}

    /**
     * A call to this peer has ended, with a result, an error or without an answer. Also told of peers that have left meanwhile. An exception is logged.
     *
     * @param begunAt the time that {@link #onBegin} was told
     */
    default void onEnd(Peer peer, long begunAt, long now) {}

    /** This peer has left the mesh: what is kept about it can go. On the mesh loop; an exception is logged. */
    default void onLeft(Peer peer) {}

    /** One owner after the other, for each service on its own, as cote's Requester does: the default. */
    static LoadBalancer inTurn() {
        return new RoundRobin();
    }

    /** The owner with the fewest calls of this application under way, as cote's PendingBalancedRequester does; in turn among equals. */
    static LoadBalancer fewestPending() {
        return new FewestPending();
    }

    /** The owner that answered fastest in the last ten seconds, as cote's TimeBalancedRequester does; every tenth call goes to any. */
    static LoadBalancer fastestAnswers() {
        return new FastestAnswers(new Random());
    }
}
