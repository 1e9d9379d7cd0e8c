package org.feathers4j.distributed;

import java.time.Duration;

/** What {@link Membership} wants done. */
sealed interface Effect {
    /** A remote service appeared: register a proxy. */
    record AddProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** The owners of a remote service together offer something else than before: the proxy offers it from now on. */
    record ChangeProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** An own service has the path of a proxy: what is left of that goes. */
    record YieldProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** The last owner of a remote service is gone: remove the proxy. */
    record RemoveProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** Somebody else said that our own service is gone: tell everybody that it is not. */
    record Reassure(String path) implements Effect {}

    /**
     * Ask a peer for a sign of life, and tell {@link Signal.Answered} or {@link Signal.Unproven}.
     *
     * @param path of a service that it offers
     * @param after when to ask
     */
    record Probe(Peer peer, String path, long round, Duration after) implements Effect {}

    /** For the log: a peer is not asked any more until it gives a sign of life. */
    record Distrusted(Peer peer) implements Effect {}

    /** For the log: a peer that was not asked any more is asked again. */
    record Trusted(Peer peer) implements Effect {}

    /** A call waits for a peer that is gone: it ends. */
    record GiveUp(Peer peer) implements Effect {}

    /** For the log: an application came. */
    record PeerJoined(Peer peer) implements Effect {}

    /** An application left: calls that wait for its answer end. */
    record PeerLeft(Peer peer) implements Effect {}
}
