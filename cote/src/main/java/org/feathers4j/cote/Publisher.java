package org.feathers4j.cote;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

import org.feathers4j.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events to the subscribers of its key and name space that are connected at that moment. Made by {@link Cote#publisher}.
 *
 * <pre>{@code
 * var rates = cote.publisher("rate publisher", o -> o.broadcasts("rate updated"));
 * rates.publish("rate updated", Map.of("currency", "eur", "rate", 1.1));
 * }</pre>
 */
public final class Publisher implements AutoCloseable {
    private final CoteContext context;
    private final @Nullable String namespace;
    private final PubSocket socket;
    private final Runnable onClose;

    Publisher(Cote cote, String name, ComponentOptions options) {
        this.context = cote.context();
        this.namespace = options.namespace();
        this.socket = new PubSocket(context, PubSocket.WhenSlow.DROP, List::of);
        this.onClose = cote.listening(
                options.advertisement(name, context.options().wireKey(options.key()), AxonType.PUB),
                socket.subscribers(),
                socket.status());
    }

    /** How many subscribers are connected now. */
    public int subscribers() {
        return socket.subscribers().open().size();
    }

    /**
     * Publishes an event. Any thread; events of one thread arrive in its order. A thread that may wait (a virtual one, or one of the JDK) goes no faster than the subscribers, as long as
     * they get on; a subscriber that is stuck for some seconds, or does not keep up with other threads, misses some.
     *
     * @param event its name
     * @param data a JSON value; null is sent as an empty object, because the Sockend of Node ends on null
     * @throws IllegalArgumentException when the data are not JSON or too large
     */
    public void publish(String event, @Nullable Object data) {
        ByteBuffer frame;
        try {
            frame = PubSocket.frame(namespace, event, data == null ? Map.of() : data);
        } catch (JsonException e) {
            throw new IllegalArgumentException(
                    "The event '%s' can't be published: %s".formatted(event, e.getMessage()), e);
        }
        int limit = context.options().limits().maxFrameBytes();
        if (frame.remaining() > limit)
            throw new IllegalArgumentException("The event '%s' has %d bytes, more than the %d that can be sent"
                    .formatted(event, frame.remaining(), limit));
        socket.publish(frame);
    }

    /** Stops saying hello, and closes the connections when everything is sent. */
    @Override
    public void close() {
        onClose.run();
    }
}
