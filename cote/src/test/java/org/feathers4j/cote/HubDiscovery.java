package org.feathers4j.cote;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/** A discovery of a program's own: a list in memory of all who are there. */
final class HubDiscovery implements Discovery {
    /** What the discoveries of a network share. */
    record Hub(String name, @Nullable String address, List<Listener> listeners) {
        /** @param address of everybody; null where that is not known */
        Hub(String name, @Nullable String address) {
            this(name, address, new CopyOnWriteArrayList<>());
        }
    }

    private final Hub hub;
    private @Nullable Listener own;

    HubDiscovery(Hub hub) {
        this.hub = hub;
    }

    @Override
    public CompletableFuture<?> open(Network network, Listener listener) {
        own = listener;
        hub.listeners().add(listener);
        return CompletableFuture.completedFuture(hub);
    }

    @Override
    public void send(byte[] hello) {
        // on the sender's loop, which is none of the others'
        for (Listener each : hub.listeners()) each.onHello(hello, hub.address());
    }

    @Override
    public boolean knowsAddresses() {
        return hub.address() != null;
    }

    @Override
    public String description() {
        return "hub " + hub.name();
    }

    @Override
    public void close() {
        hub.listeners().remove(own);
    }
}
