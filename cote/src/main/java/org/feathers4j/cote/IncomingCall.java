package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import org.feathers4j.json.JsonException;
import org.feathers4j.json.JsonLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that a {@link RepSocket} has received. To be read and answered once, on a thread of the application: on the loop it would hold up
 * all connections.
 */
public final class IncomingCall {
    private static final Logger log = LoggerFactory.getLogger(IncomingCall.class);

    private final CoteContext context;
    private final AmpConnection connection;
    private final AxonRequest request;
    private final Traffic traffic;
    private final boolean alone;
    private final AtomicBoolean answered = new AtomicBoolean();

    IncomingCall(CoteContext context, AmpConnection connection, AxonRequest request, Traffic traffic) {
        this.alone = connection.isQuiet();
        this.traffic = traffic;
        this.context = context;
        this.connection = connection;
        this.request = request;
        connection.owe();
    }

    /** Size of the request in bytes, as JSON text. */
    public int size() {
        return request.request().bytes().remaining();
    }

    /** The requester, for logs: its address, because requests do not say which application sends them. */
    public String caller() {
        return "a peer at " + connection;
    }

    /** Whether it came alone: nothing else that has come on its connection waits to be handled. Work for one request only is done sooner where it is than on a thread that has to be woken. */
    public boolean isAlone() {
        return alone;
    }

    /** Whether the frame has the two arguments that cote's requesters send: the request and an id. */
    public boolean isWellFormed() {
        return request.wellFormed();
    }

    /**
     * Parses the request, which is any JSON value.
     *
     * @throws JsonException when it is not JSON
     */
    public @Nullable Object value() {
        return request.request().view(JsonLimits.DEFAULT);
    }

    /**
     * Sends the result. Does nothing when the request was answered before.
     *
     * @throws JsonException when the result is not JSON; the request is then still to be answered
     * @throws RequestException of kind {@link RequestException.Kind#REFUSED} when the result is larger than a frame may be; the
     *     request is then still to be answered
     */
    public void reply(@Nullable Object result) {
        if (!answered.get()) answer(AxonReply.encodeSuccess(result, request.id()));
    }

    /**
     * Sends an error. Does nothing when the request was answered before.
     *
     * @param error a JSON value that is true in JavaScript; anything else would arrive as a success
     * @throws JsonException when the error is not JSON; the request is then still to be answered
     * @throws RequestException like {@link #reply}
     */
    public void fail(Object error) {
        if (!answered.get()) answer(AxonReply.encodeFailure(error, request.id()));
    }

    private void answer(ByteBuffer reply) {
        int limit = context.options().limits().maxFrameBytes();
        if (reply.remaining() > limit)
            throw RequestException.of(
                    RequestException.Kind.REFUSED,
                    "The answer has %d bytes, more than the %d that a frame may have"
                            .formatted(reply.remaining(), limit));
        if (!answered.compareAndSet(false, true)) return;
        traffic.countOut();
        try {
            if (connection.send(Outgoing.of(reply)) == Outbox.Answer.FULL)
                context.network().execute(this::onFull);
        } finally {
            connection.answered();
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
