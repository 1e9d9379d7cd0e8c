package org.feathers4j.cote;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hellos as datagrams to each address of a DNS name, as a headless service of Kubernetes has one for each pod; on networks whose loop is one of Vert.x. Belongs to the loop.
 *
 * <p>While no DNS server answers, hellos go on to the addresses known before. An address of this host does no harm: cotes know their own hellos.
 */
final class DnsDiscovery implements Discovery {
    private static final Logger log = LoggerFactory.getLogger(DnsDiscovery.class);
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(500);
    private static final int MOST_ADDRESSES = 1000;

    private final DatagramSettings datagrams;
    private final DnsSettings settings;
    private Set<String> addresses = Set.of();
    private @Nullable DatagramPort port;
    private @Nullable DnsLookup lookup;
    private @Nullable Listener listener;
    /** The last trouble that was logged; empty for none. */
    private String trouble = "";

    /** Asks for the name again; null while an answer is awaited. */
    private Network.@Nullable Timer next;

    private boolean hurries;
    private boolean closed;

    /** @param datagrams where hellos are received, and the port that they are sent to */
    DnsDiscovery(DatagramSettings datagrams, DnsSettings settings) {
        this.datagrams = datagrams;
        this.settings = settings;
    }

    @Override
    public CompletableFuture<?> open(Network network, Listener opening) {
        listener = opening;
        var loop = new CompletableFuture<Context>();
        network.execute(() -> {
            Context current = Vertx.currentContext();
            if (current != null) loop.complete(current);
            else loop.completeExceptionally(new IllegalStateException("This network leads to no DNS server"));
        });
        // open also when no DNS server answers just now
        return loop.thenCompose(context -> network.bindDatagrams(
                        datagrams, (hello, address) -> heard(hello, address, network, opening))
                .thenAccept(bound ->
                        network.execute(() -> begin(network, bound, new DnsLookup(context, settings), opening))));
    }

    private void begin(Network network, DatagramPort bound, DnsLookup asking, Listener told) {
        port = bound;
        lookup = asking;
        ask(network, told);
    }

    private void heard(byte[] hello, String address, Network network, Listener told) {
        told.onHello(hello, address);
        if (!addresses.contains(address)) hurry(network, told);
    }

    /** A newcomer should not have to wait for our next question. */
    private void hurry(Network network, Listener told) {
        if (next == null || hurries) return;
        next.cancel();
        hurries = true;
        next = network.schedule(SHORTEST_INTERVAL, () -> ask(network, told));
    }

    private void ask(Network network, Listener told) {
        if (closed || lookup == null) return;
        next = null;
        hurries = false;
        lookup.ask(
                found -> {
                    if (closed) return;
                    answered(found, told);
                    again(network, told);
                },
                failure -> {
                    if (closed) return;
                    unanswered(failure);
                    again(network, told);
                });
    }

    private void again(Network network, Listener told) {
        next = network.schedule(INTERVAL, () -> ask(network, told));
    }

    private void answered(List<String> found, Listener told) {
        if (found.isEmpty())
            remark(
                    "has no IPv4 address",
                    "No IPv4 address has the name {} (option dns); it is asked for again",
                    settings);
        else if (found.size() > MOST_ADDRESSES)
            remark(
                    "has too many",
                    "The name {} has {} addresses: hellos go to {} of them only",
                    settings,
                    found.size(),
                    MOST_ADDRESSES);
        else trouble = "";
        var chosen = new LinkedHashSet<String>();
        // servers change the order: which ones are greeted must not change with it
        found.stream().sorted().limit(MOST_ADDRESSES).forEach(chosen::add);
        boolean newcomers = !addresses.containsAll(chosen);
        if (!chosen.equals(addresses)) log.debug("{} has the addresses {}", settings, chosen);
        addresses = chosen;
        if (newcomers) told.onReceiving();
    }

    private void unanswered(Throwable failure) {
        remark(
                "not answered",
                "The name {} (option dns) could not be looked up and is asked for again; hellos go to {} addresses known before: {}",
                settings,
                addresses.size(),
                Objects.toString(failure.getMessage(), failure.toString()));
    }

    /** Once, until something else happens. */
    private void remark(String what, String line, Object... values) {
        if (trouble.equals(what)) return;
        trouble = what;
        log.warn(line, values);
    }

    @Override
    public void send(byte[] hello) {
        Listener told = listener;
        if (port == null || told == null) return;
        for (String each : addresses) port.send(hello, each, datagrams.port(), failure -> told.onUnsent(each, failure));
    }

    @Override
    public boolean knowsAddresses() {
        return true;
    }

    @Override
    public String description() {
        return "udp port " + datagrams.port() + " of the addresses of " + settings;
    }

    @Override
    public void close() {
        closed = true;
        if (lookup != null) lookup.close();
        if (port != null) port.close();
    }
}
