package org.feathers4j.cotelink;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.feathers4j.ErrorKind;
import org.feathers4j.FeathersException;
import org.feathers4j.cote.CoteOptions;
import org.feathers4j.cote.Network;
import org.feathers4j.cote.Outcome;
import org.feathers4j.cote.RequestChannel;
import org.feathers4j.cote.RequestException;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/** Writes requests on the threads that make them, and sends them to where they can be answered. */
final class Requests {
    private final Network network;
    private final CoteOptions options;
    private final Channels channels;
    private final AtomicLong count = new AtomicLong();
    private final String prefix = ProcessHandle.current().pid() + ":";

    Requests(Network network, CoteOptions options, Channels channels) {
        this.network = network;
        this.options = options;
        this.channels = channels;
    }

    /**
     * Sends a request.
     *
     * @param left how long the caller waits, of which the provider is told; null when it has not said
     * @throws FeathersException BadRequest when it can't be written, Unavailable when too much waits to be sent
     */
    MeshLink.Call send(Peer peer, MeshRequest request, @Nullable Duration left, Consumer<Reply> onReply) {
        String id = prefix + count.getAndIncrement();
        ByteBuffer frame = frameOf(request, left, id);
        Optional<RequestChannel> channel = channels.to(peer.uuid());
        if (channel.isPresent()) return send(channel.get(), id, frame, onReply);
        network.execute(() -> onReply.accept(new Reply.Lost(false, "there is no connection to " + peer)));
        return () -> {};
    }

    private static MeshLink.Call send(RequestChannel channel, String id, ByteBuffer frame, Consumer<Reply> onReply) {
        try {
            return channel.send(id, frame, outcome -> onReply.accept(replyOf(outcome)))::cancel;
        } catch (RequestException full) {
            throw FeathersException.unavailable("%s", full.getMessage());
        }
    }

    private static Reply replyOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Success(var result) -> new Reply.Success(() -> read(result));
            case Outcome.Failure(var error) -> new Reply.Failure(() -> read(error));
            case Outcome.Lost(boolean sent, String reason) -> new Reply.Lost(sent, reason);
        };
    }

    private static @Nullable Object read(Supplier<@Nullable Object> answer) {
        try {
            return answer.get();
        } catch (RequestException unreadable) {
            throw FeathersException.of(ErrorKind.BAD_GATEWAY, "%s", unreadable.getMessage())
                    .withCause(unreadable);
        }
    }

    private ByteBuffer frameOf(MeshRequest request, @Nullable Duration left, String id) {
        try {
            ByteBuffer frame = RequestChannel.frame(Deadline.told(request.toJson(), left), id);
            int limit = options.maxFrameBytes();
            if (frame.remaining() <= limit) return frame;
            throw FeathersException.badRequest(
                    "%s has %d bytes, more than the %d that can be sent", request, frame.remaining(), limit);
        } catch (JsonException e) {
            throw FeathersException.badRequest("%s cannot be sent: %s", request, e.getMessage())
                    .withCause(e);
        }
    }
}
