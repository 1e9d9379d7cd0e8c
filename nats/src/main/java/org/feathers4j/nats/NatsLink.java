package org.feathers4j.nats;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.feathers4j.distributed.EventStore;
import org.feathers4j.distributed.LocalApp;
import org.feathers4j.distributed.MeshEvent;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshListener;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.distributed.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Joins applications over the servers of NATS, wherever these are. Java applications only: Node's feathers-distributed speaks cote.
 *
 * <pre>{@code
 * app.configure(Distribution.create(o -> o.link(NatsLink.create(n -> n.servers("nats://nats.example:4222")))));
 * }</pre>
 *
 * <p>Opened once; after {@link #close} it is of no more use.
 */
public final class NatsLink implements MeshLink {
    private final NatsOptions options;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final @Nullable DurableEvents durableEvents;
    private volatile @Nullable NatsSession session;

    private NatsLink(NatsOptions options) {
        this.options = options;
        DurableEventsOptions durable = options.durableEvents();
        durableEvents = durable == null ? null : new DurableEvents(durable, options);
    }

    /**
     * A link for one application. It connects when the application joins the mesh.
     *
     * @param options sets options; each has a default
     * @throws IllegalArgumentException when an option makes no sense
     */
    public static NatsLink create(Consumer<NatsOptions.Builder> options) {
        return new NatsLink(NatsOptions.of(options));
    }

    @Override
    public void open(LocalApp app, MeshListener listener) {
        if (!taken.compareAndSet(false, true)) throw new IllegalStateException("This link was opened before");
        session = NatsSession.open(options, app, listener, durableEvents);
    }

    private NatsSession opened() {
        NatsSession open = session;
        if (open == null) throw new IllegalStateException("This link is not open");
        return open;
    }

    @Override
    public void announce(ServiceDescriptor service) {
        opened().announce(service);
    }

    @Override
    public void withdraw(ServiceDescriptor service, boolean tellOthers) {
        opened().withdraw(service);
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
        NatsSession open = session;
        if (open != null) open.close(timeout);
    }

    @Override
    public long refused() {
        NatsSession open = session;
        return open == null ? 0 : open.refused();
    }

    @Override
    public @Nullable EventStore eventStore() {
        return durableEvents;
    }

    @Override
    public String description() {
        NatsSession open = session;
        return open == null ? "nats, not open" : open.description();
    }
}
