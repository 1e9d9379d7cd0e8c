package org.feathers4j.distributed;

/** What {@link Membership} wants done. */
sealed interface Effect {
    /** A remote service appeared: register a proxy. */
    record AddProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** The last owner of a remote service is gone: remove the proxy. */
    record RemoveProxy(Route route, ServiceDescriptor service) implements Effect {}

    /** Somebody else said that our own service is gone: tell everybody that it is not. */
    record Reassure(String path) implements Effect {}

    /** For the log: an application came. */
    record PeerJoined(Peer peer) implements Effect {}

    /** For the log: an application went. */
    record PeerLeft(Peer peer) implements Effect {}
}
