package org.feathers4j.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.feathers4j.FeathersException;
import org.feathers4j.Replicas;
import org.feathers4j.ServiceHandle;
import org.jspecify.annotations.Nullable;

/**
 * Messages between replicas, as requests for paths that no service has: {@code feathers4j/replicas/<subject>}. They are never announced, so that peers have no proxies for them, and no client gets there.
 * A healthcheck, which every peer answers, tells whether a peer takes part.
 */
final class ReplicaMessages implements Replicas {
    private static final String PREFIX = "feathers4j/replicas/";
    /** A standard method, because links send requests of known types only. */
    private static final String METHOD = "create";

    private final Peer self;
    private final MeshLink link;
    private final MeshLoop loop;
    private final Supplier<MeshView> view;
    private final Predicate<ServiceHandle> isShared;
    private final Map<String, Answering> subjects = new ConcurrentHashMap<>();

    ReplicaMessages(
            Peer self, MeshLink link, MeshLoop loop, Supplier<MeshView> view, Predicate<ServiceHandle> isShared) {
        this.self = self;
        this.link = link;
        this.loop = loop;
        this.view = view;
        this.isShared = isShared;
    }

    @Override
    public void answer(String subject, Answering answering) {
        subjects.put(PREFIX + subject, answering);
    }

    /** Whether a request is such a message. */
    boolean isAbout(MeshRequest request) {
        return request.path().startsWith(PREFIX);
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    @Nullable
    Object answer(MeshRequest request) {
        Answering answering = subjects.get(request.path());
        if (answering == null || !request.key().equals(self.key())) throw NotOffered.error(request.path(), self.key());
        if (request.type().equals(MeshRequest.HEALTHCHECK)) return true;
        if (!request.type().equals(METHOD) || !(request.data() instanceof Map<?, ?> message))
            throw FeathersException.badRequest("A message between replicas must be an object");
        return answering.answer((Map<String, @Nullable Object>) message);
    }

    @Override
    public boolean hear(ServiceHandle service) {
        return service.implementation() instanceof RemoteService || isShared.test(service);
    }

    @Override
    public Set<String> providers() {
        return view.get().candidates().values().stream()
                .flatMap(each -> each.all().stream())
                .map(Peer::uuid)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<String> answering(String subject, Duration timeout) {
        long deadline = loop.nanos() + timeout.toNanos();
        var request = new MeshRequest(MeshRequest.HEALTHCHECK, self.key(), PREFIX + subject, Map.of());
        // all at once
        List<Asked> asked = replicas().map(peer -> send(peer, request)).toList();
        return asked.stream()
                .filter(each -> await(each, deadline) instanceof Reply.Success)
                .map(each -> each.peer().uuid())
                .toList();
    }

    private record Asked(Peer peer, CompletableFuture<Reply> reply, MeshLink.Call call) {}

    private Stream<Peer> replicas() {
        return view.get().peers().stream()
                .filter(peer -> peer.key().equals(self.key()) && !peer.uuid().equals(self.uuid()));
    }

    @Override
    public @Nullable Object ask(
            String replica, String subject, Map<String, @Nullable Object> message, Duration timeout) {
        Peer peer = replicas()
                .filter(each -> each.uuid().equals(replica))
                .findAny()
                .orElseThrow(() -> FeathersException.unavailable("Replica %s is gone", replica));
        var request =
                new MeshRequest(METHOD, self.key(), PREFIX + subject, Map.of("data", message, "params", Map.of()));
        return switch (await(send(peer, request), loop.nanos() + timeout.toNanos())) {
            case Reply.Success(var result) -> result.get();
            case Reply.Failure(var error) -> throw FeathersException.fromJson(error.get());
            case Reply.Lost(var sent, var reason) ->
                throw FeathersException.unavailable("Replica %s has not answered: %s", peer, reason);
        };
    }

    private Asked send(Peer peer, MeshRequest request) {
        var reply = new CompletableFuture<Reply>();
        MeshLink.Call call = () -> {};
        try {
            call = link.request(peer, request, reply::complete);
        } catch (FeathersException e) {
            reply.complete(new Reply.Lost(false, e.message()));
        }
        return new Asked(peer, reply, call);
    }

    private Reply await(Asked asked, long deadline) {
        try {
            return loop.await(asked.reply(), Duration.ofNanos(Math.max(0, deadline - loop.nanos())));
        } catch (TimeoutException e) {
            asked.call().cancel();
            return new Reply.Lost(true, "the time is over");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Lost(true, "interrupted");
        }
    }
}
