package org.feathers4j.distributed;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Receives the messages of a {@link MeshLink}. Called on a thread of the link, one call after another; must neither
 * block nor throw.
 */
public interface MeshListener {
    /** A peer was discovered. */
    void onJoined(Peer peer);

    /** A peer has left or has been silent for too long: it is gone with all its services. */
    void onLeft(Peer peer);

    /** Requests can be sent to the peer from now on. */
    void onLinked(Peer peer);

    /** No requests can be sent to the peer at present; it may be running and reconnect. */
    void onUnlinked(Peer peer);

    /** A peer announces a service, possibly many times, and possibly before {@link #onJoined}. */
    void onService(ServiceDescriptor service);

    /**
     * A peer announces that a service is gone. The peer need not be its provider: Node peers repeat the message in
     * their own name
     * (feathers-distributed, unregister).
     */
    void onServiceRemoved(ServiceDescriptor service);

    /** An event of a remote service. */
    void onEvent(MeshEvent event);

    /**
     * Called by a link after {@link #onEvent}: whether the sender of this event should pause. A link that can hold
     * senders back does so until the future is completed, on any thread; events that arrive all the same may be
     * dropped.
     *
     * @return null when the sender may go on, which is the usual case
     */
    default @Nullable CompletableFuture<@Nullable Void> backlog(MeshEvent event) {
        return null;
    }

    /**
     * A request to this application. Unlike the other methods, links may call this one on several threads at once, and while another runs. Exactly one of {@link IncomingRequest#reply} and {@link IncomingRequest#fail} must follow, on any thread.
     */
    void onRequest(IncomingRequest request);
}
