package org.feathers4j.cote;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** Hellos as datagrams: broadcast, to a group, or to a list of hosts. Belongs to the loop. */
final class UdpDiscovery implements Discovery {
    private static final String BROADCAST = "255.255.255.255";
    private static final String OWN_HOST = "127.255.255.255";

    private final DatagramSettings settings;
    private final List<String> destinations;
    private @Nullable DatagramPort port;
    private @Nullable Listener listener;
    private boolean closed;

    /** @param destinations addresses that every hello is sent to */
    UdpDiscovery(DatagramSettings settings, List<String> destinations) {
        this.settings = settings;
        this.destinations = destinations;
    }

    @Override
    public CompletableFuture<?> open(Network network, Listener opening) {
        listener = opening;
        return network.bindDatagrams(settings, opening::onHello).thenApply(bound -> port = bound);
    }

    @Override
    public void send(byte[] hello) {
        if (port == null) return;
        for (String each : destinations)
            port.send(hello, each, settings.port(), failure -> onUnsent(hello, each, failure));
    }

    /** A host without a network may still have other processes on itself. */
    private void onUnsent(byte[] hello, String destination, Throwable failure) {
        if (port != null && !closed && destination.equals(BROADCAST))
            port.send(hello, OWN_HOST, settings.port(), alsoUnsent -> tell(OWN_HOST, alsoUnsent));
        tell(destination, failure);
    }

    private void tell(String destination, Throwable failure) {
        if (listener != null) listener.onUnsent(destination, failure);
    }

    @Override
    public boolean knowsAddresses() {
        return true;
    }

    @Override
    public boolean reachesOtherHosts() {
        return !destinations.stream().allMatch(each -> each.startsWith("127.") || each.equals("localhost"));
    }

    @Override
    public String description() {
        String through =
                settings.networkInterface().map(name -> " through " + name).orElse("");
        return "udp " + String.join(", ", destinations) + ":" + settings.port() + through;
    }

    @Override
    public void close() {
        closed = true;
        if (port != null) port.close();
    }
}
