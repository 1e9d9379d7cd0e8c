package org.feathers4j.sse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a client gets first over a response. */
sealed interface SseOpening {
    /** The bytes, with the field {@code id} of the last event that the client has got. */
    byte[] bytes(byte[] id);

    /**
     * A new stream: the message {@code connected} of Feathers 6.
     *
     * @param path of the stream, without slashes around it
     * @param query of the request, with which the message is sent
     * @param resets whether the client wanted to go on with a stream that is not known any more: it has missed events, and is told so first
     */
    record Begin(String path, Map<String, @Nullable Object> query, Duration retry, boolean resets)
            implements SseOpening {
        @Override
        public byte[] bytes(byte[] id) {
            var out = new ByteArrayOutputStream();
            out.writeBytes("retry: %d\n".formatted(retry.toMillis()).getBytes(StandardCharsets.US_ASCII));
            if (resets) {
                out.writeBytes("event: reset\n".getBytes(StandardCharsets.US_ASCII));
                out.writeBytes(SseEvent.of(path, "reset", null).bytes());
            }
            out.writeBytes(id);
            out.writeBytes(SseEvent.of(path, "connected", query).bytes());
            return out.toByteArray();
        }
    }

    /** The stream goes on. */
    record Resume() implements SseOpening {
        @Override
        public byte[] bytes(byte[] id) {
            return ": resumed\n\n".getBytes(StandardCharsets.US_ASCII);
        }
    }
}
