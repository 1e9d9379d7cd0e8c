package org.feathers4j.nats;

import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.service.ServiceMessage;
import org.feathers4j.FeathersException;
import org.feathers4j.json.Json;
import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/** Writes values as messages, within the limits. May be used from any thread. */
final class Wire {
    private volatile Connection connection;
    private final NatsOptions options;
    /**
     * The bytes of messages that are being handed to the client. The client copies a message before it takes its lock, and counts it afterwards: what thousands of threads hold while they wait for
     * that lock appears in no count but this.
     */
    private final AtomicLong handedOver = new AtomicLong();

    Wire(Connection connection, NatsOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /** Writes to another connection from now on, as the one before was closed. */
    void use(Connection next) {
        connection = next;
    }

    /** The largest message in bytes, of the server that the connection leads to now. */
    long limit() {
        return options.maxPayload(connection.getMaxPayload());
    }

    /**
     * A value as JSON.
     *
     * @param what for the message of the error
     * @throws FeathersException BadRequest when it cannot be written or is too large
     */
    byte[] bytes(Object what, @Nullable Object value) {
        byte[] bytes;
        try {
            bytes = Json.bytes(value);
        } catch (JsonException e) {
            throw FeathersException.badRequest("%s cannot be sent: %s", what, e.getMessage())
                    .withCause(e);
        }
        long limit = limit();
        if (bytes.length <= limit) return bytes;
        throw FeathersException.badRequest(
                "%s has %d bytes, more than the %d that can be sent over NATS (max_payload)",
                what, bytes.length, limit);
    }

    /** @throws FeathersException Unavailable when too much waits to be sent */
    void request(Object what, String subject, String replyTo, @Nullable Headers headers, byte[] body) {
        if (!reserve(body, options.maxQueuedBytes()))
            throw FeathersException.unavailable("%s cannot be sent: too much waits to be sent to the server", what);
        try {
            connection.publish(subject, replyTo, headers, body);
        } catch (IllegalStateException e) {
            throw FeathersException.unavailable("%s cannot be sent: %s", what, e.getMessage())
                    .withCause(e);
        } finally {
            release(body);
        }
    }

    /** Whether there is room for a message; then it needs {@link #release} once the client has it. */
    private boolean reserve(byte[] body, long limit) {
        while (true) {
            long present = handedOver.get();
            if (present + connection.outgoingPendingBytes() > limit) return false;
            if (handedOver.compareAndSet(present, present + body.length)) return true;
        }
    }

    private void release(byte[] body) {
        handedOver.addAndGet(-body.length);
    }

    /** Publishes, or drops the message when too much waits. */
    boolean publish(String subject, @Nullable Headers headers, byte[] body) {
        return publish(subject, headers, body, options.maxQueuedBytes());
    }

    /** Publishes an answer, even when events have used up what may wait: as much again is for answers, for which a caller waits. */
    boolean answer(String subject, @Nullable Headers headers, byte[] body) {
        return publish(subject, headers, body, 2 * options.maxQueuedBytes());
    }

    private boolean publish(String subject, @Nullable Headers headers, byte[] body, long limit) {
        if (!reserve(body, limit)) return false;
        try {
            connection.publish(subject, headers, body);
            return true;
        } catch (IllegalStateException full) {
            return false;
        } finally {
            release(body);
        }
    }

    /** The headers by which clients of the services API know an error. */
    static Headers headers(FeathersException error) {
        String text = error.message().replaceAll("[^\\x20-\\x7e]", " ");
        return new Headers()
                .put(ServiceMessage.NATS_SERVICE_ERROR, text.isEmpty() ? error.name() : text)
                .put(ServiceMessage.NATS_SERVICE_ERROR_CODE, String.valueOf(error.code()));
    }

    static boolean isError(Message message) {
        Headers headers = message.getHeaders();
        return headers != null && headers.getFirst(ServiceMessage.NATS_SERVICE_ERROR_CODE) != null;
    }
}
