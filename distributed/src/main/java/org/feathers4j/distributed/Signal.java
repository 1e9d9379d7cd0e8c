package org.feathers4j.distributed;

/** The input of {@link Membership}. */
sealed interface Signal {
    /** A peer was discovered. */
    record Joined(Peer peer) implements Signal {}

    /** A peer has left. */
    record Left(Peer peer) implements Signal {}

    /** Requests can be sent to a peer. */
    record Linked(Peer peer) implements Signal {}

    /** No requests can be sent to a peer at present. */
    record Unlinked(Peer peer) implements Signal {}

    /** A peer announced a service. */
    record Offered(ServiceDescriptor service) implements Signal {}

    /** A peer announced that a service is gone, not necessarily its own. */
    record Removed(ServiceDescriptor service) implements Signal {}

    /**
     * A peer answered a call with NotOffered: its withdrawal of the service was lost with a connection.
     *
     * @param version of the view in which it was an owner: an announcement received since then is newer than the denial
     */
    record Denied(Route route, Peer peer, long version) implements Signal {}

    /** A local service has taken this path, so that no remote one can have it. */
    record Taken(String path) implements Signal {}

    /** A local service has given up this path. */
    record Freed(String path) implements Signal {}

    /** Answers and missing answers of a peer: the input of {@link FailureDetector}. */
    sealed interface Sign extends Signal {
        /** Whose. */
        Peer peer();
    }

    /** A call to a peer has waited for longer than answers usually take. */
    record Waiting(Peer peer, long at) implements Sign {}

    /** A call to a peer got no answer until its timeout. */
    record Unanswered(Peer peer, long at) implements Sign {}

    /** A suspected peer has answered. */
    record Answered(Peer peer, long at) implements Sign {}

    /** A peer did not answer a healthcheck; {@code round} is that of the {@link Effect.Probe}. */
    record Unproven(Peer peer, long round, long at) implements Sign {}

    /** Time has passed. */
    record Tick() implements Signal {}
}
