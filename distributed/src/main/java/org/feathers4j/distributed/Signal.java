package org.feathers4j.distributed;

/** What {@link Membership} is told. */
sealed interface Signal {
    /** A peer made itself known. */
    record Joined(Peer peer) implements Signal {}

    /** A peer is gone. */
    record Left(Peer peer) implements Signal {}

    /** Requests can be sent to a peer. */
    record Linked(Peer peer) implements Signal {}

    /** No requests can be sent to a peer at present. */
    record Unlinked(Peer peer) implements Signal {}

    /** Somebody offers a service. */
    record Offered(ServiceDescriptor service) implements Signal {}

    /** Somebody says that a service is gone. */
    record Removed(ServiceDescriptor service) implements Signal {}

    /**
     * A peer that was asked says that it does not offer the service: what it said of its end was lost with a connection.
     *
     * @param version of the view in which it was an owner: an offer that was heard since then is newer than the denial
     */
    record Denied(Route route, Peer peer, long version) implements Signal {}

    /** A local service now has this path, so that no remote one can. */
    record Taken(String path) implements Signal {}

    /** A local service has given up this path. */
    record Freed(String path) implements Signal {}

    /** How a peer answers, or that it does not: what {@link FailureDetector} goes by, and nothing else. */
    sealed interface Sign extends Signal {}

    /** A call to a peer has waited for longer than answers usually take. */
    record Waiting(Peer peer, long at) implements Sign {}

    /** A call to a peer has waited in vain until its timeout. */
    record Unanswered(Peer peer, long at) implements Sign {}

    /** A peer that was in doubt has answered something. */
    record Answered(Peer peer, long at) implements Sign {}

    /** A peer did not answer a healthcheck; {@code round} is that of the {@link Effect.Probe}. */
    record Unproven(Peer peer, long round, long at) implements Sign {}

    /** Time has passed. */
    record Tick() implements Signal {}
}
