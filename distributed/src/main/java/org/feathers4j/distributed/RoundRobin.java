package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link LoadBalancer#inTurn}: a rotation for each service, so that calls of two services by turns reach all owners of both. */
final class RoundRobin implements LoadBalancer {
    private final Map<ServiceName, AtomicInteger> rotations = new ConcurrentHashMap<>();

    private record ServiceName(String key, String path) {}

    @Override
    public Peer choose(MeshRequest request, List<Peer> owners, long now) {
        AtomicInteger rotation = rotations.computeIfAbsent(
                new ServiceName(request.key(), request.path()), unknown -> new AtomicInteger());
        return owners.get((rotation.getAndIncrement() & Integer.MAX_VALUE) % owners.size());
    }

    @Override
    public String toString() {
        return "LoadBalancer.inTurn()";
    }
}
