package org.feathers4j.distributed;

import java.time.Duration;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;

/**
 * What joins an application to the others: finds peers, tells them of services, carries requests and events. Implementations know nothing
 * of routing, proxies or retries; they say who is there and carry what they are given.
 *
 * <p>Implementers owe:
 *
 * <ul>
 *   <li>{@link #announce announced} services reach every peer that is there now and every one that comes later, without being asked again;
 *   <li>callbacks of {@link MeshListener} come one after another, on a thread of the link; the listener never blocks it;
 *   <li>messages of one peer arrive in the order in which it sent them, or not at all;
 *   <li>a request's {@code onReply} is called exactly once, unless the request was cancelled;
 *   <li>nothing is queued without a limit;
 *   <li>all methods may be called from any thread.
 * </ul>
 *
 * <p>The suite {@code MeshLinkContract} of the testkit checks what can be checked of this.
 */
public interface MeshLink {
    /** A request under way. */
    @FunctionalInterface
    interface Call {
        /** Nobody waits any more: if it was not sent yet, it never will be; a late answer is ignored. */
        void cancel();
    }

    /**
     * Joins the mesh: when it returns, the link listens and has begun to make itself known.
     *
     * @param app who joins
     * @param listener hears of peers, services, events and requests from now on
     * @throws IllegalStateException when it can't: the message says what to set
     */
    void open(LocalApp app, MeshListener listener);

    /** Offers a service of this application to all others, those that come later included. Again is harmless: it tells everybody once more. */
    void announce(ServiceDescriptor service);

    /**
     * Does not offer a service any more. Peers that count the owners of a service hear of it in any case.
     *
     * @param tellOthers whether those hear of it too who would drop the service altogether, as Node peers do; not when another replica
     *     has it
     */
    void withdraw(ServiceDescriptor service, boolean tellOthers);

    /**
     * Sends an event to everybody who listens now. A caller that may wait ({@link org.feathers4j.SerialExecutor#mayWait}) goes no faster than its receivers, as long as they get on; a peer that
     * is stuck for some seconds is not waited for any more, and disconnected when too much waits to be sent to it. Other callers are never blocked.
     *
     * @throws FeathersException BadRequest when the event can't be written; then nobody gets it
     */
    void publish(MeshEvent event);

    /**
     * Sends a request to one peer.
     *
     * @param peer one for which {@link MeshListener#onLinked} was called
     * @param onReply told how it ended, on a thread of the link: must not block
     * @throws FeathersException BadRequest when the arguments can't be written, Unavailable when too much waits to be sent to that peer; then nothing was
     *     sent and {@code onReply} is not called
     */
    Call request(Peer peer, MeshRequest request, Consumer<Reply> onReply);

    /**
     * Lets peers know that no more requests should come, while those under way and those that still come are answered. Returns when they had the time to hear of
     * it. First step of a graceful exit, after the services were withdrawn.
     */
    void drain();

    /**
     * Leaves: what is queued is still sent if that takes no longer than the timeout, then connections are closed. Requests that still wait end as {@link Reply.Lost}.
     */
    void close(Duration timeout);

    /** How many messages the link had to drop, because peers or this application did not keep up. */
    default long refused() {
        return 0;
    }

    /** For the start-up line, for instance {@code udp 127.255.255.255:12345, tcp 10000-10002}. */
    String description();
}
