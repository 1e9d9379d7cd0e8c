package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.feathers4j.cote.Network;
import org.feathers4j.cote.RequestChannel;

/**
 * Peers that have withdrawn their last service. One that goes on offering nothing is about to leave: the connections to it are closed, and it sees from this that
 * no request is on its way. Belongs to the loop.
 */
final class Withdrawals {
    /** A service that is replaced by another one at its path is back within this time. */
    private static final Duration REPLACEMENT = Duration.ofMillis(100);

    private final Network network;
    private final Channels channels;
    /** What is planned, by the UUIDs of the peers. */
    private final Map<String, Network.Timer> planned = new HashMap<>();

    Withdrawals(Network network, Channels channels) {
        this.network = network;
        this.channels = channels;
    }

    /** A peer offers nothing any more. */
    void onLast(String appUuid) {
        planned.computeIfAbsent(
                appUuid,
                uuid -> network.schedule(REPLACEMENT, () -> {
                    planned.remove(uuid);
                    channels.allTo(uuid).forEach(RequestChannel::finishWhenIdle);
                }));
    }

    /** A peer offers something: it stays. */
    void onOffer(String appUuid) {
        Network.Timer finishing = planned.remove(appUuid);
        if (finishing != null) finishing.cancel();
        channels.allTo(appUuid).forEach(RequestChannel::resume);
    }
}
