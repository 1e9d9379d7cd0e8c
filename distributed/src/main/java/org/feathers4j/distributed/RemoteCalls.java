package org.feathers4j.distributed;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to services of other applications, each on the thread of its caller, which waits.
 *
 * <p>A call goes to the next live owner of the path. When none is connected it waits for one, until its deadline. When the connection is lost before an answer,
 * a call that may be repeated goes to another owner, and any other one fails at once: nobody knows whether it was executed. Each
 * call ends exactly once, with a result or with an error that says what was asked, of whom, and for how long.
 */
final class RemoteCalls {
    private final MeshLink link;
    private final MeshLoop loop;
    private final Supplier<MeshView> view;
    private final Semaphore waiting;
    private final int maxWaiting;
    private volatile boolean closed;

    RemoteCalls(MeshLink link, MeshLoop loop, Supplier<MeshView> view, int maxWaiting) {
        this.link = link;
        this.loop = loop;
        this.view = view;
        this.waiting = new Semaphore(maxWaiting);
        this.maxWaiting = maxWaiting;
    }

    /**
     * Calls and waits.
     *
     * @param rotation of the route; each call takes the next owner
     * @param repeatable whether being executed twice does no harm
     */
    @Nullable
    Object call(Route route, AtomicInteger rotation, MeshRequest request, boolean repeatable, Duration timeout) {
        long deadline = loop.nanos() + timeout.toNanos();
        Set<Peer> lost = new HashSet<>(2);
        while (true) {
            Peer peer = owner(route, rotation, lost, request, deadline, timeout);
            Reply reply = ask(peer, request, deadline, timeout);
            if (reply instanceof Reply.Success success) return success.result().get();
            if (reply instanceof Reply.Failure failure) {
                FeathersException error =
                        FeathersException.fromJson(failure.error().get());
                if (!Leaving.is(error)) throw error;
            } else if (reply instanceof Reply.Lost loss && loss.sent() && !repeatable) {
                throw FeathersException.unavailable(
                        "%s was sent to %s, then %s: it may or may not have been executed",
                        request, peer, loss.reason());
            }
            lost.add(peer);
        }
    }

    /** Nobody is asked any more; calls that wait for an owner fail now. */
    void close() {
        closed = true;
        view.get().replaced().complete(null);
    }

    private Reply ask(Peer peer, MeshRequest request, long deadline, Duration timeout) {
        var answer = new CompletableFuture<Reply>();
        MeshLink.Call call = link.request(peer, request, answer::complete);
        try {
            return loop.await(answer, left(deadline));
        } catch (TimeoutException e) {
            call.cancel();
            throw FeathersException.timeout("%s got no answer from %s within %s", request, peer, text(timeout));
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("%s was interrupted while it waited for %s", request, peer);
        }
    }

    private Peer owner(
            Route route, AtomicInteger rotation, Set<Peer> lost, MeshRequest request, long deadline, Duration timeout) {
        MeshView now = view.get();
        Peer next = next(now.owners(route), rotation, lost, request);
        if (next != null) return next;
        if (!waiting.tryAcquire())
            throw FeathersException.unavailable(
                    "%s found no application that offers it, and %d calls already wait for one", request, maxWaiting);
        try {
            return awaitOwner(route, rotation, lost, request, deadline, timeout);
        } finally {
            waiting.release();
        }
    }

    private Peer awaitOwner(
            Route route, AtomicInteger rotation, Set<Peer> lost, MeshRequest request, long deadline, Duration timeout) {
        while (true) {
            MeshView now = view.get();
            Peer next = next(now.owners(route), rotation, lost, request);
            if (next != null) return next;
            try {
                loop.await(now.replaced(), left(deadline));
            } catch (TimeoutException e) {
                throw FeathersException.timeout(
                        "%s found no application that offers it within %s", request, text(timeout));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FeathersException.unavailable(
                        "%s was interrupted while it waited for an application that offers it", request);
            }
            // a peer that was lost and is linked in a newer view has come back
            lost.clear();
        }
    }

    /** The next owner in turn; null when there is none to be asked now. */
    private @Nullable Peer next(
            @Nullable List<Peer> owners, AtomicInteger rotation, Set<Peer> lost, MeshRequest request) {
        if (closed)
            throw FeathersException.unavailable("%s can not be answered: this application has left the mesh", request);
        if (owners == null)
            throw FeathersException.unavailable(
                    "%s can not be answered: the last application that offered it has left", request);
        int count = owners.size();
        if (count == 0) return null;
        int start = rotation.getAndIncrement() & Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Peer peer = owners.get((start + i) % count);
            if (lost.isEmpty() || !lost.contains(peer)) return peer;
        }
        return null;
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - loop.nanos()));
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
