package org.feathers4j.cote;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Spreads the requests of a requester over the responders that it is connected to: chooses one for each request, and is told when the request begins and ends.
 *
 * <pre>{@code
 * cote.requester("requester", o -> o.loadBalancer(LoadBalancer.fewestPending()));
 * cote.requester("requester", o -> o.loadBalancer((request, endpoints, now) -> endpoints.getFirst()));
 * }</pre>
 *
 * <p>Each requester needs an instance of its own. Many requests use it at once: {@link #choose}, {@link #onBegin} and {@link #onEnd} run on the threads that send, {@link #onLeft} on
 * the loop of the cote. They must not block, and read no clock: times are those of the cote, in nanoseconds of a clock that only counts differences, as {@link System#nanoTime}.
 */
@FunctionalInterface
public interface LoadBalancer {
    /**
     * The responder to ask. A request whose connection is lost before it was sent asks again.
     *
     * @param request as it is sent; not to be changed
     * @param endpoints the responders that are connected and may get the request; at least one, unmodifiable, in the order in which they were connected
     * @param now the time
     * @return one of {@code endpoints}; anything else, or an exception, fails the request
     */
    Endpoint choose(Map<String, @Nullable Object> request, List<Endpoint> endpoints, long now);

    /** A request to this responder begins. An exception is logged, and the request goes on. */
    default void onBegin(Endpoint endpoint, long now) {}

    /**
     * A request to this responder has ended, with a result, an error or without an answer. Also told of responders that have left meanwhile. An exception is logged.
     *
     * @param begunAt the time that {@link #onBegin} was told
     */
    default void onEnd(Endpoint endpoint, long begunAt, long now) {}

    /** The connection to this responder is closed: what is kept about it can go. On the loop; an exception is logged. */
    default void onLeft(Endpoint endpoint) {}

    /** One responder after the other, as cote's Requester does: the default. */
    static LoadBalancer inTurn() {
        return new RoundRobin();
    }

    /** The responder with the fewest unanswered requests of this requester, as cote's PendingBalancedRequester does; in turn among equals, where cote takes the first. */
    static LoadBalancer fewestPending() {
        return new FewestPending();
    }

    /** The responder that answered fastest in the last ten seconds, as cote's TimeBalancedRequester does; every tenth request goes to any. */
    static LoadBalancer fastestAnswers() {
        return new FastestAnswers();
    }
}
