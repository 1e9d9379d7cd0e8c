package org.feathers4j.cote;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/** One after the other. */
final class RoundRobin implements LoadBalancer {
    private final AtomicLong count = new AtomicLong();

    @Override
    public Endpoint choose(Map<String, @Nullable Object> request, List<Endpoint> endpoints, long now) {
        return next(endpoints);
    }

    Endpoint next(List<Endpoint> endpoints) {
        return endpoints.get((int) (count.getAndIncrement() % endpoints.size()));
    }
}
