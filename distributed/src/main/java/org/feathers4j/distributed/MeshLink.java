package org.feathers4j.distributed;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Connects an application with its peers: discovers them, announces services to them, carries requests and events.
 * Implementations know nothing of routing, proxies or retries.
 *
 * <p>Implementations must guarantee:
 *
 * <ul>
 *   <li>{@link #announce announced} services reach all present peers and all that join later, without a further call;
 *   <li>callbacks of {@link MeshListener} come one after another, on a thread of the link; the listener never blocks it;
 *   <li>messages of one peer arrive in the order in which it sent them, or not at all;
 *   <li>the events of this application do not come back to it;
 *   <li>a request's {@code onReply} is called exactly once, unless the request was cancelled;
 *   <li>nothing is queued without a limit;
 *   <li>all methods may be called from any thread.
 * </ul>
 *
 * <p>The suite {@code MeshLinkContract} of the testkit checks these guarantees.
 */
public interface MeshLink {
    /** A request under way. */
    @FunctionalInterface
    interface Call {
        /** Gives up the request: if it was not sent yet, it never will be; a late answer is ignored. */
        void cancel();
    }

    /**
     * Joins the mesh: when it returns, the link accepts connections and has begun to announce itself.
     *
     * @param app the application that joins
     * @param listener receives peers, services, events and requests from now on
     * @throws IllegalStateException when the link cannot be opened; the message names the option to change
     */
    void open(LocalApp app, MeshListener listener);

    /**
     * Announces a service of this application to all peers, also those that join later. Announcing it again sends it to
     * all peers once more.
     */
    void announce(ServiceDescriptor service);

    /**
     * Withdraws a service. Peers that count the owners of a service are always told.
     *
     * @param tellOthers whether to tell peers that would drop the service of all replicas, as Node peers do; false when
     *     another replica offers it
     */
    void withdraw(ServiceDescriptor service, boolean tellOthers);

    /**
     * Sends an event to all connected peers that listen to it. A caller that may wait ({@link
     * org.feathers4j.SerialExecutor#mayWait}) waits for slow receivers as long as they make progress; it does not wait
     * for a peer that is stuck for some seconds, which is disconnected when too much waits to be sent to it. Other
     * callers are never blocked.
     *
     * @throws FeathersException BadRequest when the event cannot be written; then no peer gets it
     */
    void publish(MeshEvent event);

    /**
     * Sends a request to one peer.
     *
     * @param peer one for which {@link MeshListener#onLinked} was called
     * @param onReply called with the outcome on a thread of the link; must not block
     * @throws FeathersException BadRequest when the arguments cannot be written, Unavailable when too much waits to be
     *     sent to that peer; then nothing was
     *     sent and {@code onReply} is not called
     */
    Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply);

    /**
     * The same for a caller that waits no longer than some time. A link that can tell the provider does so, which then does not begin what nobody waits for; others leave it out.
     *
     * @param left positive, or zero when the time is over
     */
    default Call request(Peer peer, MeshRequest request, Duration left, Consumer<Reply> onReply) {
        return request(peer, request, onReply);
    }

    /**
     * Tells peers to send no more requests; requests under way and late ones are still answered. Returns when peers
     * have had time to receive it. First step of a graceful exit, after the services were withdrawn.
     */
    void drain();

    /**
     * Leaves the mesh: sends the queued messages within the timeout, then closes the connections. Requests that still
     * wait end as {@link Reply.Lost}.
     */
    void close(Duration timeout);

    /** How many messages the link has dropped because peers or this application did not keep up. */
    default long refused() {
        return 0;
    }

    /**
     * What the link knows about the present peers, by their uuids; peers of which it knows nothing may be missing.
     * Called about once a second while a person looks at the mesh; may wait for a moment.
     */
    default Map<String, PeerDetails> details() {
        return Map.of();
    }

    /** Stores events for listeners that have a name; null when the link stores none, which is the usual case. Does not change, and is there before {@link #open}. */
    default @Nullable EventStore eventStore() {
        return null;
    }

    /** For the start-up line, for instance {@code udp 127.255.255.255:12345, tcp 10000-10002}. */
    String description();
}
