package org.feathers4j.distributed;

/** Hears what a {@link MeshLink} has to tell. Called on a thread of the link, one call after another; never blocks, never throws. */
public interface MeshListener {
    /** A peer made itself known. */
    void onJoined(Peer peer);

    /** A peer has been silent for too long, or said goodbye: it is gone with all its services. */
    void onLeft(Peer peer);

    /** Requests can be sent to the peer from now on. */
    void onLinked(Peer peer);

    /** No requests can be sent to the peer at present; it may still be there and come back. */
    void onUnlinked(Peer peer);

    /** A peer offers a service; the same one may come any number of times. The peer may not have joined yet. */
    void onService(ServiceDescriptor service);

    /**
     * Somebody says that a service is gone. That somebody need not be its provider: Node peers repeat the message in their own name
     * (feathers-distributed, unregister).
     */
    void onServiceRemoved(ServiceDescriptor service);

    /** An event of somebody's service. */
    void onEvent(MeshEvent event);

    /** A request to this application. Exactly one of {@link IncomingRequest#reply} and {@link IncomingRequest#fail} must follow, on any thread. */
    void onRequest(IncomingRequest request);
}
