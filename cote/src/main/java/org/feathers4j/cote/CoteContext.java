package org.feathers4j.cote;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shared by all parts of one cote.
 *
 * @param network sockets, time and the loop
 * @param options how it was configured
 * @param discovery carries its hellos
 * @param counters counts of problems
 * @param rateLimit limits the log lines about them
 * @param accepted connections that peers have opened, to all components together
 * @param open all connections
 * @param budget of the bytes queued on all of them
 */
record CoteContext(
        Network network,
        CoteOptions options,
        Discovery discovery,
        Counters counters,
        RateLimitedLog rateLimit,
        AtomicInteger accepted,
        AtomicInteger open,
        Budget budget) {
    CoteContext(Network network, CoteOptions options) {
        this(
                network,
                options,
                options.newDiscovery(),
                new Counters(),
                new RateLimitedLog(),
                new AtomicInteger(),
                new AtomicInteger(),
                Budget.ofThisProcess());
    }

    /**
     * Listens for the peers of one component: for those who know the secret of the mesh, if it has one, and for others where they are admitted.
     *
     * @return completes on the loop, with the open ports or a failure
     */
    CompletableFuture<OpenPorts> listen(WireAcceptor acceptor) {
        MeshSecret secret = options.secret();
        CompletableFuture<WireServer> announced =
                network.listen(options.ports(), options.admitWithoutSecret() ? null : secret, acceptor);
        if (secret == null) return announced.thenApply(server -> new OpenPorts(server, null));
        if (!options.admitWithoutSecret()) return announced.thenApply(server -> new OpenPorts(server, server));
        return announced.thenCompose(server -> network.listen(options.ports(), secret, acceptor)
                .whenComplete((secure, failure) -> {
                    if (failure != null) server.close();
                })
                .thenApply(secure -> new OpenPorts(server, secure)));
    }

    /** Whether to connect to the host names of nodes, instead of the addresses that their hellos come from. */
    boolean useHostNames() {
        Boolean set = options.useHostNames();
        return set == null ? !discovery.knowsAddresses() : set;
    }

    /** Counts, and tells whether a line in the log is due. On the loop. */
    boolean countAndRemark(Counters.Counted what, String source) {
        counters.count(what);
        return rateLimit.isDue(what + " " + source, network.nanos());
    }
}
