package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.feathers4j.FeathersException;
import org.feathers4j.distributed.MeshLink;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.distributed.Peer;
import org.feathers4j.distributed.Reply;
import org.feathers4j.json.JsonException;

/** Writes requests on the threads that make them, and sends them to where they can be answered. */
final class Requests {
    private final CoteContext context;
    private final Channels channels;
    private final AtomicLong count = new AtomicLong();
    private final String prefix = ProcessHandle.current().pid() + ":";

    Requests(CoteContext context, Channels channels) {
        this.context = context;
        this.channels = channels;
    }

    /**
     * Sends a request.
     *
     * @throws FeathersException BadRequest when it can't be written, Unavailable when too much waits to be sent
     */
    MeshLink.Call send(Peer peer, MeshRequest request, Consumer<Reply> onReply) {
        String id = prefix + count.getAndIncrement();
        ByteBuffer frame = frameOf(request, id);
        Optional<RequestChannel> channel = channels.to(peer.uuid());
        if (channel.isPresent()) return channel.get().send(id, frame, onReply);
        context.network().execute(() -> onReply.accept(new Reply.Lost(false, "there is no connection to " + peer)));
        return () -> {};
    }

    private ByteBuffer frameOf(MeshRequest request, String id) {
        try {
            ByteBuffer frame = AxonRequest.encode(request.toJson(), id);
            int limit = context.options().limits().maxFrameBytes();
            if (frame.remaining() <= limit) return frame;
            throw FeathersException.badRequest(
                    "%s has %d bytes, more than the %d that can be sent", request, frame.remaining(), limit);
        } catch (JsonException e) {
            throw FeathersException.badRequest("%s cannot be sent: %s", request, e.getMessage())
                    .withCause(e);
        }
    }
}
