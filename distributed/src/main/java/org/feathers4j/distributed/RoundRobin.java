package org.feathers4j.distributed;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** {@link LoadBalancing#ROUND_ROBIN}, for one route. */
final class RoundRobin implements LoadBalancer {
    private final AtomicInteger rotation = new AtomicInteger();

    @Override
    public @Nullable Peer next(List<Peer> owners, Set<Peer> except, long now) {
        return owners.isEmpty() ? null : LoadBalancer.inTurn(owners, except, rotation.getAndIncrement());
    }
}
