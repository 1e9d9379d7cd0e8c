package org.feathers4j.cotelink;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Protects the loop from exceptions of the listener, and calls it no more after the end. Belongs to the loop. */
final class GuardedListener implements MeshListener {
    private static final Logger log = LoggerFactory.getLogger(GuardedListener.class);

    private final MeshListener listener;
    private boolean muted;

    GuardedListener(MeshListener listener) {
        this.listener = listener;
    }

    /** Stops calling the listener. */
    void mute() {
        muted = true;
    }

    private <T> void tell(Consumer<T> method, T what) {
        if (muted) return;
        try {
            method.accept(what);
        } catch (RuntimeException | Error bug) {
            log.error("The mesh listener threw an exception for {}", what, bug);
        }
    }

    @Override
    public void onJoined(Peer peer) {
        tell(listener::onJoined, peer);
    }

    @Override
    public void onLeft(Peer peer) {
        tell(listener::onLeft, peer);
    }

    @Override
    public void onLinked(Peer peer) {
        tell(listener::onLinked, peer);
    }

    @Override
    public void onUnlinked(Peer peer) {
        tell(listener::onUnlinked, peer);
    }

    @Override
    public void onService(ServiceDescriptor service) {
        tell(listener::onService, service);
    }

    @Override
    public void onServiceRemoved(ServiceDescriptor service) {
        tell(listener::onServiceRemoved, service);
    }

    @Override
    public void onEvent(MeshEvent event) {
        tell(listener::onEvent, event);
    }

    /** Tells of an event, and asks whether its sender is to be held back. */
    @Nullable
    CompletableFuture<@Nullable Void> hear(MeshEvent event) {
        onEvent(event);
        return backlog(event);
    }

    @Override
    public @Nullable CompletableFuture<@Nullable Void> backlog(MeshEvent event) {
        return muted ? null : listener.backlog(event);
    }

    @Override
    public void onRequest(IncomingRequest request) {
        tell(listener::onRequest, request);
    }
}
