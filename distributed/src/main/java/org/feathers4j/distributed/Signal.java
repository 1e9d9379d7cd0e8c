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

    /** A local service now has this path, so that no remote one can. */
    record Taken(String path) implements Signal {}

    /** A local service has given up this path. */
    record Freed(String path) implements Signal {}

    /** Time has passed. */
    record Tick() implements Signal {}
}
