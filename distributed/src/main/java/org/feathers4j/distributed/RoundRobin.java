package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link LoadBalancer#inTurn}: a rotation for each service, so that alternating calls of two services reach all owners of both. */
final class RoundRobin implements LoadBalancer {
    private final Map<ServiceName, Rotation> rotations = new ConcurrentHashMap<>();

    private record ServiceName(String key, String path) {}

    /** The calls of one service so far, and the owners that were chosen for them and have not left. */
    private record Rotation(AtomicInteger count, Set<Peer> chosen) {
        Rotation() {
            this(new AtomicInteger(), ConcurrentHashMap.newKeySet());
        }

        Peer choose(List<Peer> owners) {
            Peer next = owners.get((count.getAndIncrement() & Integer.MAX_VALUE) % owners.size());
            if (!chosen.contains(next)) chosen.add(next);
            return next;
        }

        /** Whether this was the last owner. */
        boolean isLast(Peer peer) {
            return chosen.remove(peer) && chosen.isEmpty();
        }
    }

    @Override
    public Peer choose(MeshRequest request, List<Peer> owners, long now) {
        return rotations
                .computeIfAbsent(new ServiceName(request.key(), request.path()), unknown -> new Rotation())
                .choose(owners);
    }

    @Override
    public void onLeft(Peer peer) {
        rotations.values().removeIf(rotation -> rotation.isLast(peer));
    }

    /** How many services have a rotation. */
    int size() {
        return rotations.size();
    }

    @Override
    public String toString() {
        return "LoadBalancer.inTurn()";
    }
}
