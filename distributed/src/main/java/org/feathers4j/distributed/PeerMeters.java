package org.feathers4j.distributed;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of calls to each peer. Created by the mesh loop when a peer joins, and used by the threads of calls. */
final class PeerMeters implements MembershipLoop.Observer {
    private final MeshLoop loop;
    private final Map<Peer, CallMeter> meters = new ConcurrentHashMap<>();

    PeerMeters(MeshLoop loop) {
        this.loop = loop;
    }

    CallMeter of(Peer peer) {
        CallMeter present = meters.get(peer);
        return present == null ? meters.computeIfAbsent(peer, unknown -> new CallMeter(loop.nanos())) : present;
    }

    /** A message of a peer has arrived; of strangers nothing is kept. */
    void heard(Peer peer) {
        CallMeter meter = meters.get(peer);
        if (meter != null) meter.heard(loop.nanos());
    }

    @Override
    public void onEffect(Effect effect) {
        if (effect instanceof Effect.PeerJoined(var peer)) of(peer);
        if (effect instanceof Effect.PeerLeft(var peer)) meters.remove(peer);
    }

    /** Drops the meters of peers that were called but never joined, or that a late call brought back. */
    void retain(Set<Peer> present) {
        meters.entrySet()
                .removeIf(each ->
                        !present.contains(each.getKey()) && each.getValue().isIdle());
    }
}
