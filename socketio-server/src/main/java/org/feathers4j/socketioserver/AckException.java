package org.feathers4j.socketioserver;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Thrown when a client has not acknowledged an event, with the {@linkplain #reason reason}. */
public final class AckException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why there is no acknowledgement. */
    public enum Reason {
        /** The client did not acknowledge in time. */
        TIMEOUT,
        /** The client is not connected, or has disconnected. */
        DISCONNECTED,
        /** Too many acknowledgements of this client are awaited already. */
        TOO_MANY,
        /** The waiting thread was interrupted. */
        INTERRUPTED
    }

    private final Reason reason;

    AckException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    AckException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why there is no acknowledgement. */
    public Reason reason() {
        return reason;
    }

    /** The event and the reason. */
    public String message() {
        return Objects.requireNonNull(getMessage());
    }
}
