package org.feathers4j.socketioserver;

import java.util.Objects;

/** Why a client is not served, and what it is told: the status of the HTTP answer, and the message in its body. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A refusal.
     *
     * @param status of the HTTP answer, for instance 403
     * @param message for the client
     */
    public RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of the HTTP answer. */
    public int status() {
        return status;
    }

    /** What the client is told. */
    public String message() {
        return Objects.requireNonNull(getMessage());
    }
}
