package org.feathers4j.cotelink;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.VertxNetwork;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.PeerDetails;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Joins applications the way {@code @kalisio/feathers-distributed} does: with cote. Nothing has to be configured; Java and Node
 * applications find each other.
 *
 * <p>Opened once; after {@link #close} it is of no more use.
 */
public final class CoteLink implements MeshLink {
    private final CoteOptions options;
    private final Supplier<Network> networks;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile @Nullable CoteSession session;

    /**
     * A link for one application, on the network of this host.
     *
     * @param options sets options, over the defaults of feathers-distributed
     * @throws IllegalArgumentException when an option makes no sense
     */
    public static CoteLink create(Consumer<CoteOptions.Builder> options) {
        return create(VertxNetwork::new, options);
    }

    /**
     * A link for one application, on the network of this host.
     *
     * @param environment the variables that count where no option is set, usually {@link System#getenv()}
     * @param options sets options, over the variables
     * @throws IllegalArgumentException when an option or a variable makes no sense
     */
    public static CoteLink create(Map<String, String> environment, Consumer<CoteOptions.Builder> options) {
        return new CoteLink(CoteOptions.of(environment, options), VertxNetwork::new);
    }

    /**
     * A link for one application, on another network.
     *
     * @param networks makes the network when the link is opened; the network is closed with the link
     * @param options sets options, over the defaults of feathers-distributed
     * @throws IllegalArgumentException when an option makes no sense
     */
    public static CoteLink create(Supplier<Network> networks, Consumer<CoteOptions.Builder> options) {
        return new CoteLink(CoteOptions.of(options), networks);
    }

    /** @param networks makes the network when the link is opened, which then belongs to it */
    CoteLink(CoteOptions options, Supplier<Network> networks) {
        this.options = options;
        this.networks = networks;
    }

    @Override
    public void open(LocalApp app, MeshListener listener) {
        if (!taken.compareAndSet(false, true)) throw new IllegalStateException("This link was opened before");
        var opening = new CoteSession(networks.get(), options, app, listener);
        session = opening; // the listener may want to answer before open() returns
        opening.open();
    }

    private CoteSession opened() {
        CoteSession open = session;
        if (open == null) throw new IllegalStateException("This link is not open");
        return open;
    }

    @Override
    public void announce(ServiceDescriptor service) {
        opened().announce(service);
    }

    @Override
    public void withdraw(ServiceDescriptor service, boolean tellOthers) {
        opened().withdraw(service, tellOthers);
    }

    @Override
    public void publish(MeshEvent event) {
        opened().publish(event);
    }

    @Override
    public Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
        return opened().request(peer, request, null, onReply);
    }

    @Override
    public Call request(Peer peer, MeshRequest request, Duration left, Consumer<Reply> onReply) {
        return opened().request(peer, request, left, onReply);
    }

    @Override
    public void drain() {
        opened().drain();
    }

    @Override
    public void close(Duration timeout) {
        CoteSession open = session;
        if (open != null) open.close(timeout);
    }

    @Override
    public long refused() {
        CoteSession open = session;
        return open == null ? 0 : open.refused();
    }

    @Override
    public Map<String, PeerDetails> details() {
        CoteSession open = session;
        return open == null ? Map.of() : open.details();
    }

    @Override
    public String description() {
        CoteSession open = session;
        return open == null ? "cote, not open" : open.description();
    }
}
