package org.feathers4j.distributed;

import java.time.Duration;

/** What {@link Membership} asks the mesh to do. */
sealed interface Effect {
    /** A remote service appeared: register a proxy. */
    record AddProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** The methods or events of a remote service have changed: update its proxy. */
    record ChangeProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** A local service has taken the path of a proxy: drop the rest of the proxy. */
    record YieldProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** The last owner of a remote service is gone: remove the proxy. */
    record RemoveProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** A peer announced that a local service is gone: announce the service again. */
    record Reassure(String path) implements Effect {}

    /**
     * Send a peer a healthcheck, and signal {@link Signal.Answered} or {@link Signal.Unproven}.
     *
     * @param path of a service that the peer offers
     * @param after the delay of the healthcheck
     */
    record Probe(Peer peer, String path, long round, Duration after) implements Effect {}

    /** For the log: a peer is excluded from load balancing until it answers a healthcheck. */
    record Distrusted(Peer peer) implements Effect {}

    /** For the log: a peer that was excluded gets calls again. */
    record Trusted(Peer peer) implements Effect {}

    /** End the calls that wait for an answer of a peer that has left. */
    record GiveUp(Peer peer) implements Effect {}

    /** For the log: a peer joined. */
    record PeerJoined(Peer peer) implements Effect {}

    /** A peer left: end the calls that wait for its answer. */
    record PeerLeft(Peer peer) implements Effect {}
}
