package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** {@link LoadBalancing#PENDING}, for all routes of an application together: what counts is how much a peer has to do. */
final class FewestPending implements LoadBalancer {
    private final Map<Peer, AtomicInteger> pending = new ConcurrentHashMap<>();
    private final AtomicInteger rotation = new AtomicInteger();

    @Override
    public @Nullable Peer next(List<Peer> owners, Set<Peer> except, long now) {
        int count = owners.size();
        int start = count == 0 ? 0 : (rotation.getAndIncrement() & Integer.MAX_VALUE) % count;
        Peer best = null;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Peer peer = owners.get((start + i) % count);
            if (except.contains(peer)) continue;
            AtomicInteger calls = pending.get(peer);
            int underWay = calls == null ? 0 : calls.get();
            if (underWay >= fewest) continue;
            fewest = underWay;
            best = peer;
        }
        return best;
    }

    @Override
    public void begun(Peer peer, long now) {
        pending.computeIfAbsent(peer, unknown -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void ended(Peer peer, long begunAt, long now) {
        AtomicInteger calls = pending.get(peer);
        if (calls != null) calls.updateAndGet(present -> Math.max(0, present - 1));
    }

    @Override
    public void forget(Peer peer) {
        // calls under way decrement what nobody reads any more; a peer that returns has a new uuid or starts at zero
        pending.remove(peer);
    }
}
