package org.feathers4j.distributed;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Chooses who is asked next. Any thread; tells no time, callers bring it. */
interface LoadBalancer {
    /**
     * The owner to ask.
     *
     * @param owners those that can be asked now, in an order that stays the same
     * @param except those that this call has asked before
     * @return null when there is nobody to ask
     */
    @Nullable
    Peer next(List<Peer> owners, Set<Peer> except, long now);

    /** A call to this peer begins. */
    default void begun(Peer peer, long now) {}

    /** A call to this peer has ended, however it ended. */
    default void ended(Peer peer, long begunAt, long now) {}

    /** This peer is gone. */
    default void forget(Peer peer) {}

    /** The first in turn that is not excepted. */
    static @Nullable Peer inTurn(List<Peer> owners, Set<Peer> except, int turn) {
        int count = owners.size();
        int start = count == 0 ? 0 : (turn & Integer.MAX_VALUE) % count;
        for (int i = 0; i < count; i++) {
            Peer peer = owners.get((start + i) % count);
            if (except.isEmpty() || !except.contains(peer)) return peer;
        }
        return null;
    }
}
