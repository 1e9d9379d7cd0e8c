package org.feathers4j.distributed;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.Registration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to services of other applications, each on the thread of its caller, which waits.
 *
 * <p>A call goes to the owner of the path whose turn it is. When none is connected it waits for one, until its deadline. When the connection is lost before an
 * answer, a call that may be repeated goes to another owner, and any other one fails at once: whether it was executed
 * is unknown ({@link RetryPlan}). Each call ends exactly once, with a result or with an error that names the request,
 * the peer and the timeout.
 */
final class RemoteCalls implements MembershipLoop.Observer {
    private static final Logger log = LoggerFactory.getLogger(RemoteCalls.class);

    /** Replaces the answer when the timeout is over. */
    private static final Reply LATE = new Reply.Lost(true, "its time was over");

    /** Replaces the answer when the peer is excluded and the call can go to another owner. */
    private static final Reply SILENT = new Reply.Lost(true, "it did not answer any more");

    /** Replaces the answer when the peer has left the mesh while its connection is still open. */
    private static final Reply GONE = new Reply.Lost(true, "it left the mesh without an answer");

    private final MeshLink link;
    private final MeshLoop loop;
    private final MembershipLoop membership;
    private final DistributionOptions options;
    private final Semaphore waiting;
    private final LoadBalancer balancer;
    private final RetryBudget budget = new RetryBudget();
    private final PeerMeters meters;
    private final RetryMeter retries = new RetryMeter();
    private final Set<Wait> waitingLong = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RemoteCalls(
            MeshLink link, MeshLoop loop, MembershipLoop membership, DistributionOptions options, PeerMeters meters) {
        this.link = link;
        this.loop = loop;
        this.membership = membership;
        this.options = options;
        this.waiting = new Semaphore(options.maxWaitingCalls());
        this.balancer = options.loadBalancer();
        this.meters = meters;
    }

    @Override
    public void onEffect(Effect effect) {
        if (effect instanceof Effect.GiveUp(var peer)) giveUp(peer);
        if (effect instanceof Effect.PeerLeft(var peer)) {
            told(() -> balancer.onLeft(peer));
            giveUp(peer);
        }
    }

    /**
     * Calls the load balancer, which may be an application's own: its exceptions neither fail a call nor stop the mesh
     * loop.
     */
    private void told(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            log.error("{} failed; calls go on", balancer, e);
        }
    }

    /**
     * Ends the calls that have waited long for this peer, because no answer will come. Younger calls signal
     * {@link Signal.Waiting} later and end then.
     */
    private void giveUp(Peer peer) {
        for (Wait wait : waitingLong) if (wait.peer.equals(peer)) wait.answer.complete(GONE);
    }

    /**
     * Calls a remote service and waits for the result.
     *
     * @param repeatable whether being executed twice does no harm
     */
    @Nullable
    Object call(Route route, MeshRequest request, boolean repeatable, Duration timeout) {
        long deadline = loop.nanos() + timeout.toNanos();
        budget.earn();
        var itinerary = new RetryPlan(
                route,
                request,
                repeatable,
                balancer,
                budget,
                (peer, version) -> membership.tell(new Signal.Denied(route, peer, version)));
        while (true) {
            Peer peer = owner(itinerary, request, deadline, timeout);
            Reply.Success success = measured(itinerary, peer, request, repeatable, deadline, timeout);
            if (success != null) return success.result().get();
        }
    }

    /** Asks one owner; null when the call should go to another one. */
    private Reply.@Nullable Success measured(
            RetryPlan itinerary, Peer peer, MeshRequest request, boolean repeatable, long deadline, Duration timeout) {
        CallMeter meter = meters.of(peer);
        long begun = loop.nanos();
        meter.begin();
        boolean isFailure = true;
        long end = begun;
        try {
            told(() -> balancer.onBegin(peer, begun));
            Reply reply;
            try {
                reply = ask(peer, request, repeatable, deadline, timeout);
            } finally {
                end = loop.nanos();
                long now = end;
                told(() -> balancer.onEnd(peer, begun, now));
            }
            if (!(reply instanceof Reply.Lost)) meter.heard(end);
            Reply.Success success = ended(itinerary, peer, request, reply);
            isFailure = success == null;
            if (isFailure) retries.count(reply);
            return success;
        } catch (FeathersException e) {
            isFailure = isFailure(e.code());
            throw e;
        } finally {
            meter.end(begun, end, isFailure);
        }
    }

    /** Whether an error tells of the provider, and not of the request. */
    static boolean isFailure(int code) {
        return code >= ErrorKind.GENERAL_ERROR.code() || code == ErrorKind.TIMEOUT.code();
    }

    /**
     * Logs a failure at the provider, whose own log has the cause. Refusals, for instance of an overloaded provider,
     * are not logged.
     */
    private static Reply.@Nullable Success ended(RetryPlan itinerary, Peer peer, MeshRequest request, Reply reply) {
        try {
            return itinerary.ended(peer, reply);
        } catch (FeathersException e) {
            if (reply instanceof Reply.Failure && e.code() == ErrorKind.GENERAL_ERROR.code())
                log.warn("{} failed at {} with {} {}; its log says why", request, peer, e.code(), e.name());
            throw e;
        }
    }

    RetryStats retries() {
        return retries.stats();
    }

    /** Sends no further requests; calls that wait for an owner fail now. */
    void close() {
        closed = true;
        membership.view().replaced().complete(null);
    }

    private Reply ask(Peer peer, MeshRequest request, boolean repeatable, long deadline, Duration timeout) {
        var answer = new CompletableFuture<Reply>();
        MeshLink.Call call = link.request(peer, request, left(deadline), answer::complete);
        var wait = new Wait(peer, answer, repeatable, deadline);
        wait.begin();
        try {
            Reply reply = loop.await(answer);
            return heard(peer, request, call, reply, timeout);
        } catch (InterruptedException e) {
            call.cancel();
            Thread.currentThread().interrupt();
            throw FeathersException.unavailable("%s was interrupted while it waited for %s", request, peer);
        } finally {
            wait.end();
        }
    }

    private Reply heard(Peer peer, MeshRequest request, MeshLink.Call call, Reply reply, Duration timeout) {
        if (!(reply instanceof Reply.Lost)) {
            if (membership.view().suspected().contains(peer)) membership.tell(new Signal.Answered(peer, loop.nanos()));
            return reply;
        }
        if (LATE.equals(reply)) {
            call.cancel();
            membership.tell(new Signal.Unanswered(peer, loop.nanos()));
            throw FeathersException.timeout("%s got no answer from %s within %s", request, peer, text(timeout));
        }
        if (SILENT.equals(reply) || GONE.equals(reply)) call.cancel();
        return reply;
    }

    /** Calls that may be repeated do not wait any longer for a peer that is excluded. */
    @Override
    public void onView() {
        waitingLong.forEach(Wait::look);
    }

    /**
     * A call that waits for an answer. Alarms of the loop complete the answer when the time is over, so that the thread
     * needs no timeout of its own.
     */
    private final class Wait {
        private final Peer peer;
        private final CompletableFuture<Reply> answer;
        private final boolean repeatable;
        private final long deadline;
        private volatile Registration alarm = () -> {};
        private volatile boolean over;

        Wait(Peer peer, CompletableFuture<Reply> answer, boolean repeatable, long deadline) {
            this.peer = peer;
            this.answer = answer;
            this.repeatable = repeatable;
            this.deadline = deadline;
        }

        void begin() {
            Duration usual = options.detection().probeAfter();
            Duration left = left(deadline);
            alarm = left.compareTo(usual) <= 0 ? loop.alarm(left, this::expire) : loop.alarm(usual, this::grow);
        }

        /** On the loop. */
        private void expire() {
            answer.complete(LATE);
        }

        /** The call waits longer than usual. On the loop. */
        private void grow() {
            if (answer.isDone()) return;
            waitingLong.add(this);
            membership.tell(new Signal.Waiting(peer, loop.nanos()));
            look();
            alarm = loop.alarm(left(deadline), this::expire);
            if (over) end(); // the call ended meanwhile, before these were set
        }

        void look() {
            if (repeatable && membership.view().excluded().contains(peer)) answer.complete(SILENT);
        }

        void end() {
            over = true;
            alarm.remove();
            waitingLong.remove(this);
        }
    }

    private Peer owner(RetryPlan itinerary, MeshRequest request, long deadline, Duration timeout) {
        Peer next = next(membership.view(), itinerary, request);
        if (next != null) return next;
        if (!waiting.tryAcquire())
            throw FeathersException.unavailable(
                    "%s found no application that offers it, and %d calls already wait for one",
                    request, options.maxWaitingCalls());
        try {
            return awaitOwner(itinerary, request, deadline, timeout);
        } finally {
            waiting.release();
        }
    }

    private Peer awaitOwner(RetryPlan itinerary, MeshRequest request, long deadline, Duration timeout) {
        while (true) {
            MeshView now = membership.view();
            Peer next = next(now, itinerary, request);
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
            itinerary.refreshed();
        }
    }

    /** The next owner; null when none is available now. */
    private @Nullable Peer next(MeshView now, RetryPlan itinerary, MeshRequest request) {
        if (closed)
            throw FeathersException.unavailable("%s cannot be answered: this application has left the mesh", request);
        return itinerary.next(now, loop.nanos());
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - loop.nanos()));
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
