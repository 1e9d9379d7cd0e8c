package org.feathers4j.nats;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/** Requests under way. Any thread may add; who removes a request from the map ends it. */
final class Requests {
    /** What a server of NATS answers for a subject without a subscriber. */
    private static final int NO_RESPONDERS = 503;

    private final Wire wire;
    private final Subjects subjects;
    private final String uuid;
    private final Consumer<Peer> onUnreachable;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private volatile Set<Peer> linked = Set.of();
    private volatile Set<Peer> draining = Set.of();

    private record Pending(Peer peer, Consumer<Reply> onReply) {}

    /** @param onUnreachable told of peers that no server knows */
    Requests(Wire wire, Subjects subjects, String uuid, Consumer<Peer> onUnreachable) {
        this.wire = wire;
        this.subjects = subjects;
        this.uuid = uuid;
        this.onUnreachable = onUnreachable;
    }

    /**
     * Sends a request.
     *
     * @param headers what is said besides the request
     * @throws FeathersException BadRequest when it cannot be written or is too large, Unavailable when too much waits to be sent
     */
    MeshLink.Call send(
            Peer peer,
            MeshRequest request,
            @Nullable Headers headers,
            Consumer<Reply> onReply,
            Consumer<Runnable> later) {
        byte[] body = wire.bytes(request, request.toJson());
        if (!linked.contains(peer)) {
            later.accept(() -> onReply.accept(new Reply.Lost(false, "there is no connection to " + peer)));
            return () -> {};
        }
        String number = Long.toString(count.getAndIncrement(), Character.MAX_RADIX);
        pending.put(number, new Pending(peer, onReply));
        try {
            wire.request(request, subjects.requestTo(peer.uuid()), subjects.replyTo(uuid, number), headers, body);
        } catch (FeathersException e) {
            pending.remove(number);
            throw e;
        }
        // its end may have been told between the look and the entry
        if (!linked.contains(peer) && !draining.contains(peer)) lose(number, "its connection was lost");
        return () -> pending.remove(number);
    }

    /** @param stillAnswering peers that take no further requests, but answer those on the way */
    void onLinked(Set<Peer> peers, Set<Peer> stillAnswering) {
        // in this order a peer that begins to drain is always in one of them
        draining = stillAnswering;
        linked = peers;
    }

    /** Ends requests to a peer that can have no answer any more. */
    void lose(Peer peer, String reason) {
        pending.forEach((number, each) -> {
            if (each.peer().equals(peer)) lose(number, reason);
        });
    }

    void loseAll(String reason) {
        draining = Set.of();
        linked = Set.of();
        for (String number : pending.keySet()) lose(number, reason);
    }

    private void lose(String number, String reason) {
        Pending lost = pending.remove(number);
        if (lost != null) lost.onReply().accept(new Reply.Lost(true, reason));
    }

    /** An answer, or the server's word that there is none. */
    void onAnswer(Message message) {
        Pending answered = pending.remove(Subjects.last(message.getSubject()));
        if (answered == null) return;
        if (message.isStatusMessage()) {
            if (message.getStatus().getCode() == NO_RESPONDERS) onUnreachable.accept(answered.peer());
            answered.onReply().accept(new Reply.Lost(false, "it is not connected to the servers"));
        } else {
            byte[] body = message.getData();
            answered.onReply()
                    .accept(
                            Wire.isError(message)
                                    ? new Reply.Failure(() -> read(body))
                                    : new Reply.Success(() -> read(body)));
        }
    }

    private static @Nullable Object read(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JsonException e) {
            throw FeathersException.of(ErrorKind.BAD_GATEWAY, "The answer is not JSON: %s", e.getMessage())
                    .withCause(e);
        }
    }
}
