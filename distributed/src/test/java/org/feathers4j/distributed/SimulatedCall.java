package org.feathers4j.distributed;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** A call that a {@link SimulatedMember} makes: what {@link RemoteCalls} does on a thread that waits, without one. */
final class SimulatedCall {
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SimulatedWorld world;
    private final SimulatedMember member;
    private final Route route;
    private final boolean read;
    private final int id;
    private final RetryPlan itinerary;
    private final long deadline;
    private int attempt;
    private int endings;
    private MeshLink.@Nullable Call underWay;
    private @Nullable Peer asked;

    SimulatedCall(SimulatedWorld world, SimulatedMember member, Route route, boolean read) {
        this.world = world;
        this.member = member;
        this.route = route;
        this.read = read;
        this.id = world.calls.size();
        this.deadline = world.now() + TIMEOUT.toNanos();
        boolean repeated = read || world.sabotage == SimulatedWorld.Sabotage.REPEATED_WRITES;
        this.itinerary = new RetryPlan(
                route,
                request(),
                repeated,
                member.balancer(),
                new RetryBudget(),
                (peer, version) -> member.denied(route, peer, version));
        world.calls.add(this);
    }

    private MeshRequest request() {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>(Map.of("id", id));
        return new MeshRequest(read ? "get" : "create", route.key(), route.remotePath(), arguments);
    }

    void begin() {
        world.later(TIMEOUT, this::onDeadline);
        next();
    }

    private void next() {
        if (hasEnded()) return;
        Peer peer;
        try {
            peer = itinerary.next(member.view(), world.now());
        } catch (FeathersException gone) {
            end("unavailable");
            return;
        }
        if (peer == null)
            member.onNews(() -> {
                itinerary.refreshed();
                next();
            });
        else ask(peer);
    }

    private void ask(Peer peer) {
        member.expectOwner(peer, route.remotePath());
        int now = ++attempt;
        asked = peer;
        underWay = member.request(peer, request(), reply -> {
            if (now != attempt && world.sabotage != SimulatedWorld.Sabotage.ENDLESS_CALLS) return;
            if (!(reply instanceof Reply.Lost)) member.answered(peer);
            onReply(peer, reply);
        });
        world.later(Detection.DEFAULT.probeAfter(), () -> {
            if (now != attempt || hasEnded() || world.now() >= deadline) return;
            member.waiting(peer);
            if (read) leaveWhenDistrusted(peer, now);
        });
    }

    private void leaveWhenDistrusted(Peer peer, int now) {
        if (now != attempt || hasEnded()) return;
        if (!member.view().excluded().contains(peer)) {
            member.onNews(() -> leaveWhenDistrusted(peer, now));
            return;
        }
        cancel();
        onReply(peer, new Reply.Lost(true, "it did not answer any more"));
    }

    private void cancel() {
        attempt++;
        if (underWay != null) underWay.cancel();
    }

    private void onReply(Peer peer, Reply reply) {
        attempt++;
        underWay = null;
        if (hasEnded() && world.sabotage != SimulatedWorld.Sabotage.ENDLESS_CALLS) return;
        try {
            if (itinerary.ended(peer, reply) == null) next();
            else end("answered");
        } catch (FeathersException error) {
            if (read && reply instanceof Reply.Lost) world.violated("read %d was not repeated".formatted(id));
            end("failed");
        }
    }

    private void onDeadline() {
        if (hasEnded()) return;
        if (asked != null && underWay != null) member.unanswered(asked);
        cancel();
        end("timeout");
    }

    private boolean hasEnded() {
        return endings > 0;
    }

    private void end(String how) {
        endings++;
        if (endings > 1) world.violated("call %d ended again: %s".formatted(id, how));
        if (how.equals("answered") && !read && !world.executions.containsKey(id))
            world.violated("write %d was answered but never executed".formatted(id));
    }

    void expectEndedOnce() {
        if (member.isAlive() && endings != 1) world.violated("call %d ended %d times".formatted(id, endings));
    }
}
