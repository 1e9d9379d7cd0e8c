package org.feathers4j.cote;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** A responder that a requester is connected to; a responder that is connected again is another one. Any thread. */
public final class Endpoint {
    private final RequestChannel channel;
    private final Advertisement advertisement;
    private final @Nullable Object subset;
    private final @Nullable Object respondsTo;
    private volatile boolean connected = true;

    Endpoint(RequestChannel channel, Advertisement advertisement) {
        this.channel = channel;
        this.advertisement = advertisement;
        this.subset = advertisement.members().get("subset");
        this.respondsTo = advertisement.members().get("respondsTo");
    }

    /** The advertisement of the responder. */
    public Advertisement advertisement() {
        return advertisement;
    }

    /** The IP address that the requester is connected to. */
    public String address() {
        return channel.connection().remoteAddress();
    }

    /** Whether the connection is still there. */
    public boolean isConnected() {
        return connected;
    }

    /** The connection is closed. On the loop. */
    void disconnected() {
        connected = false;
    }

    RequestChannel channel() {
        return channel;
    }

    /** Whether it advertises that clients of a Sockend may send this type. */
    boolean lists(Object type) {
        return respondsTo instanceof List<?> types && types.contains(type);
    }

    boolean isOf(Object wanted) {
        return subset != null && Objects.toString(wanted).equals(subset.toString());
    }

    /** For logs. */
    @Override
    public String toString() {
        return "'%s' at %s".formatted(advertisement.name(), address());
    }
}
