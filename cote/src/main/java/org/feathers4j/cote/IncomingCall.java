package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.FeathersException;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that came on a connection, to be answered there. Read and answered on the threads of the application. */
final class IncomingCall implements IncomingRequest {
    private static final Logger log = LoggerFactory.getLogger(IncomingCall.class);

    private final CoteContext context;
    private final AmpConnection connection;
    private final AxonRequest request;
    private final Traffic traffic;
    private final AtomicBoolean answered = new AtomicBoolean();

    IncomingCall(CoteContext context, AmpConnection connection, AxonRequest request, Traffic traffic) {
        this.traffic = traffic;
        this.context = context;
        this.connection = connection;
        this.request = request;
        connection.owe();
    }

    @Override
    public int size() {
        return request.request().bytes().remaining();
    }

    /** Requests do not say which application sends them. */
    @Override
    public String caller() {
        return "a peer at " + connection;
    }

    @Override
    public MeshRequest read() {
        if (!request.wellFormed())
            throw FeathersException.badRequest("A request has two arguments: what is asked, and an id");
        try {
            return MeshRequest.fromJson(request.request().view(JsonLimits.DEFAULT));
        } catch (JsonException e) {
            throw FeathersException.badRequest("The request is not JSON: %s", e.getMessage())
                    .withCause(e);
        }
    }

    @Override
    public void reply(@Nullable Object result) {
        answer(() -> {
            try {
                send(AxonReply.encodeSuccess(result, request.id()));
            } catch (JsonException e) {
                log.error("The result of a request of {} can not be sent, as it is not JSON", caller(), e);
                sendError(FeathersException.generalError("The result is not JSON: %s", e.getMessage()));
            }
        });
    }

    @Override
    public void fail(FeathersException error) {
        answer(() -> sendError(error));
    }

    /**
     * What is asked, as a JSON value.
     *
     * @throws JsonException when it is not JSON
     */
    @Nullable
    Object value() {
        return request.request().view(JsonLimits.DEFAULT);
    }

    /** Whether the frame was one that a requester sends. */
    boolean isWellFormed() {
        return request.wellFormed();
    }

    /** Answers with an error that need not be one of Feathers. */
    void failWith(Object error) {
        answer(() -> {
            try {
                send(AxonReply.encodeFailure(error, request.id()));
            } catch (JsonException e) {
                sendError(FeathersException.generalError("The error is not JSON: %s", e.getMessage()));
            }
        });
    }

    private void answer(Runnable sending) {
        if (!answered.compareAndSet(false, true)) return;
        traffic.countOut();
        try {
            sending.run();
        } finally {
            connection.answered();
        }
    }

    private void sendError(FeathersException error) {
        try {
            send(AxonReply.encodeFailure(error.toJson(), request.id()));
        } catch (JsonException unwritable) {
            send(AxonReply.encodeFailure(bare(error).toJson(), request.id()));
        }
    }

    /** Without data that are no JSON, under the name that it has. */
    private static FeathersException bare(FeathersException error) {
        return FeathersException.named(error.name(), error.code(), error.className(), error.message());
    }

    private void send(ByteBuffer reply) {
        int limit = context.options().limits().maxFrameBytes();
        if (reply.remaining() > limit) {
            var tooLarge = FeathersException.generalError(
                    "The answer has %d bytes, more than the %d that a frame may have", reply.remaining(), limit);
            log.error("A request of {} failed: {}", caller(), tooLarge.message());
            send(AxonReply.encodeFailure(tooLarge.toJson(), request.id()));
        } else if (connection.send(Outgoing.of(reply)) == Outbox.Answer.FULL) {
            context.network().execute(this::onFull);
        }
    }

    /** Without the connection the requester at least knows that no answer will come. */
    private void onFull() {
        if (connection.isClosed()) return;
        if (context.countAndRemark(Counters.Counted.DROPPED_FRAMES, connection.remoteAddress()))
            log.warn(
                    "Closed the connection with {}, which does not take its answers: {} bytes wait",
                    connection,
                    connection.queuedBytes());
        connection.abort();
    }
}
