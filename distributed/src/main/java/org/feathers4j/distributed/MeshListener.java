package org.feathers4j.distributed;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

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

    /**
     * Asked by a link after {@link #onEvent}: whether the sender of this event should send no more for a while. A link that can hold senders back does so until
     * the answer is completed, on any thread; what it hands over all the same may be dropped.
     *
     * @return null when more may come at once, which is the usual case
     */
    default @Nullable CompletableFuture<@Nullable Void> backlog(MeshEvent event) {
        return null;
    }

    /** A request to this application. Exactly one of {@link IncomingRequest#reply} and {@link IncomingRequest#fail} must follow, on any thread. */
    void onRequest(IncomingRequest request);
}
