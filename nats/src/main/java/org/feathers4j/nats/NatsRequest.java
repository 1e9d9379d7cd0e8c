package org.feathers4j.nats;

import java.util.function.Function;

import io.nats.client.Message;
import org.feathers4j.FeathersException;
import org.feathers4j.distributed.IncomingRequest;
import org.feathers4j.distributed.MeshRequest;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request from the servers.
 *
 * @param deadline when the caller stops waiting, by {@link System#nanoTime}; null when it has not said
 * @param reading makes the request from its JSON
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of one message, read once and compared with nothing
record NatsRequest(
        Wire wire,
        byte[] body,
        @Nullable String replyTo,
        @Nullable Long deadline,
        String caller,
        Function<@Nullable Object, MeshRequest> reading)
        implements IncomingRequest {
    private static final Logger log = LoggerFactory.getLogger(NatsRequest.class);

    NatsRequest(Wire wire, Message message, String caller, Function<@Nullable Object, MeshRequest> reading) {
        this(
                wire,
                message.getData(),
                message.getReplyTo(),
                RequestHeaders.deadline(message.getHeaders()),
                caller,
                reading);
    }

    @Override
    public boolean isOver() {
        return deadline != null && System.nanoTime() - deadline >= 0;
    }

    @Override
    public int size() {
        return body.length;
    }

    @Override
    public MeshRequest read() {
        try {
            return reading.apply(body.length == 0 ? null : Json.parse(body));
        } catch (JsonException e) {
            throw FeathersException.badRequest("The request is not JSON: %s", e.getMessage())
                    .withCause(e);
        }
    }

    @Override
    public void reply(@Nullable Object result) {
        byte[] answer;
        try {
            answer = wire.bytes("The result", result);
        } catch (FeathersException e) {
            log.error("A request of {} failed: {}", caller, e.message());
            fail(FeathersException.generalError("%s", e.message()));
            return;
        }
        if (replyTo != null && !wire.answer(replyTo, null, answer))
            log.warn("An answer to {} was dropped: too much waits to be sent to the server", caller);
    }

    @Override
    public void fail(FeathersException error) {
        if (replyTo != null && !wire.answer(replyTo, Wire.headers(error), bytes(error)))
            log.warn("An answer to {} was dropped: too much waits to be sent to the server", caller);
    }

    /** Data that are no JSON, or too large, stay at home. */
    private byte[] bytes(FeathersException error) {
        try {
            return wire.bytes("The error", error.toJson());
        } catch (FeathersException unwritable) {
            return Json.bytes(FeathersException.named(error.name(), error.code(), error.className(), error.message())
                    .toJson());
        }
    }
}
