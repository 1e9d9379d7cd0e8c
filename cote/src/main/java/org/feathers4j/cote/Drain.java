package org.feathers4j.cote;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The end of the connections on which requests come, once all services are withdrawn. Java peers close theirs when they learn of it: then no request is on its way. Node
 * peers send requests for as long as they are connected, so their connections are closed once they are quiet, or at last between two requests.
 * Belongs to the loop.
 */
final class Drain {
    private static final Duration ROUND = Duration.ofMillis(50);
    /** A connection on which nothing has come in so many rounds is closed. */
    private static final int QUIET_ROUNDS = 20;
    /** After so many rounds connections on which requests keep coming are closed, too, between two of them. */
    private static final int MOST_ROUNDS = 40;

    private final Network network;
    private final AcceptedConnections requesters;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Drain(Network network, AcceptedConnections requesters) {
        this.network = network;
        this.requesters = requesters;
    }

    /** Completes when all connections are closed. */
    CompletableFuture<Boolean> done() {
        return done;
    }

    void begin() {
        round(MOST_ROUNDS);
    }

    private void round(int left) {
        if (left == 0) requesters.finishWhenAnswered();
        if (!requesters.anyStays()) {
            done.complete(true);
            return;
        }
        network.schedule(ROUND, () -> {
            requesters.finishQuiet(QUIET_ROUNDS);
            round(left - 1);
        });
    }
}
