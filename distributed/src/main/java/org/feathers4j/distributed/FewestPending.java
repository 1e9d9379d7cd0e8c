package org.feathers4j.distributed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link LoadBalancer#fewestPending}, for all services together: chooses the peer with the fewest calls under way. */
final class FewestPending implements LoadBalancer {
    private final Map<Peer, AtomicInteger> pending = new ConcurrentHashMap<>();
    private final AtomicInteger rotation = new AtomicInteger();

    @Override
    public Peer choose(MeshRequest request, List<Peer> owners, long now) {
        int count = owners.size();
        int start = (rotation.getAndIncrement() & Integer.MAX_VALUE) % count;
        Peer best = owners.get(start);
        int fewest = pending(best);
        for (int i = 1; i < count; i++) {
            Peer peer = owners.get((start + i) % count);
            int underWay = pending(peer);
            if (underWay >= fewest) continue;
            fewest = underWay;
            best = peer;
        }
        return best;
    }

    private int pending(Peer peer) {
        AtomicInteger calls = pending.get(peer);
        return calls == null ? 0 : calls.get();
    }

    @Override
    public void onBegin(Peer peer, long now) {
        pending.computeIfAbsent(peer, unknown -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void onEnd(Peer peer, long begunAt, long now) {
        AtomicInteger calls = pending.get(peer);
        if (calls != null) calls.updateAndGet(present -> Math.max(0, present - 1));
    }

    @Override
    public void onLeft(Peer peer) {
        // calls under way decrement a counter that is not read again; a peer that returns starts at zero
        pending.remove(peer);
    }

    @Override
    public String toString() {
        return "LoadBalancer.fewestPending()";
    }
}
