package org.feathers4j.cote;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** The one with the fewest unanswered requests (cote, pending-balanced-requester.js); in turn among equals. */
final class FewestPending implements LoadBalancer {
    /** Without entries of zero, so that responders that have left are forgotten. */
    private final Map<Endpoint, Integer> pending = new ConcurrentHashMap<>();

    private final RoundRobin turn = new RoundRobin();

    @Override
    public Endpoint choose(Map<String, @Nullable Object> request, List<Endpoint> endpoints, long now) {
        int fewest = endpoints.stream().mapToInt(this::pending).min().orElse(0);
        List<Endpoint> equals =
                endpoints.stream().filter(each -> pending(each) <= fewest).toList();
        // none when other threads have sent meanwhile
        return turn.next(equals.isEmpty() ? endpoints : equals);
    }

    private int pending(Endpoint endpoint) {
        return pending.getOrDefault(endpoint, 0);
    }

    @Override
    public void onBegin(Endpoint endpoint, long now) {
        pending.merge(endpoint, 1, Integer::sum);
    }

    @Override
    public void onEnd(Endpoint endpoint, long begunAt, long now) {
        pending.computeIfPresent(endpoint, (each, count) -> count == 1 ? null : count - 1);
    }
}
