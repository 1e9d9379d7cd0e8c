package org.feathers4j.distributed;

import java.util.List;
import java.util.Random;

/**
 * Spreads the calls of an application over the owners of remote services: chooses the owner for each call, and is
 * called when the call begins and ends.
 *
 * <pre>{@code
 * app.configure(Distribution.create(o -> o.loadBalancer(LoadBalancer.fewestPending())));
 * app.configure(Distribution.create(o -> o.loadBalancer((request, owners, now) -> owners.getFirst())));
 * }</pre>
 *
 * <p>Each application gets an instance of its own, for all its remote services. Many calls use it at once: {@link #choose}, {@link #onBegin} and {@link #onEnd} run on
 * the threads of the calls, {@link #onLeft} on the mesh loop. They must not block, and read no clock: times are
 * nanoseconds of the mesh's clock, of which only differences have a meaning, as with {@link System#nanoTime}.
 */
@FunctionalInterface
public interface LoadBalancer {
    /**
     * Chooses the owner for a call. Called again for the same call when the owner is gone or leaving.
     *
     * @param request the call
     * @param owners the peers that offer the service, are connected and have not had this call before; at least one,
     *     unmodifiable, in an order that stays the same while the peers are the same
     * @param now the time
     * @return one of {@code owners}; any other peer, or an exception, fails the call
     */
    Peer choose(MeshRequest request, List<Peer> owners, long now);

    /** A call to this peer begins. An exception is logged, and the call goes on. */
    default void onBegin(Peer peer, long now) {}

    /**
     * A call to this peer has ended, with a result, an error or without an answer. Also called for peers that have left
     * meanwhile. An exception is logged.
     *
     * @param begunAt the time that was passed to {@link #onBegin}
     */
    default void onEnd(Peer peer, long begunAt, long now) {}

    /** A peer has left the mesh: its state can be dropped. On the mesh loop; an exception is logged. */
    default void onLeft(Peer peer) {}

    /** Round robin for each service, as cote's Requester does: the default. */
    static LoadBalancer inTurn() {
        return new RoundRobin();
    }

    /** The owner with the fewest calls of this application under way, as cote's PendingBalancedRequester does; in turn among equals. */
    static LoadBalancer fewestPending() {
        return new FewestPending();
    }

    /**
     * The owner that answered fastest in the last ten seconds, as cote's TimeBalancedRequester does; every tenth call
     * goes to a random owner.
     */
    static LoadBalancer fastestAnswers() {
        return new FastestAnswers(new Random());
    }
}
