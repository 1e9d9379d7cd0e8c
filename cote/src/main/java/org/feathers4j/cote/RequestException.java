package org.feathers4j.cote;

import java.io.Serial;
import java.util.Map;

import org.feathers4j.json.Json;
import org.jspecify.annotations.Nullable;

/** A request failed. {@link #kind()} tells how. */
public final class RequestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** How it ended. */
    public enum Kind {
        /** The responder answered with an error: {@link RequestException#error()}. */
        ANSWERED,
        /** No answer came in time. The request may have been executed, unless no responder was connected. */
        TIMED_OUT,
        /** The connection was lost after the request was sent. It may have been executed. */
        LOST,
        /** It was never sent: too much waits already, or it is larger than a frame may be. */
        REFUSED,
        /** The responder answered with something that is not JSON. */
        UNREADABLE
    }

    private final Kind kind;
    private final transient @Nullable Object error;

    private RequestException(Kind kind, String message, @Nullable Object error) {
        super(message);
        this.kind = kind;
        this.error = error;
    }

    static RequestException of(Kind kind, String message) {
        return new RequestException(kind, message, null);
    }

    static RequestException unreadable(String message, Throwable cause) {
        RequestException unreadable = of(Kind.UNREADABLE, message);
        unreadable.initCause(cause);
        return unreadable;
    }

    /**
     * An answer of a responder. Handlers throw it to answer with an error of their choice.
     *
     * @param error any JSON value; the message of the exception is its member {@code message}, or itself
     */
    public static RequestException answered(Object error) {
        return new RequestException(Kind.ANSWERED, message(error), error);
    }

    private static String message(Object error) {
        if (error instanceof String text) return text;
        return error instanceof Map<?, ?> members && members.get("message") instanceof String text
                ? text
                : Json.text(error);
    }

    /** How it ended. */
    public Kind kind() {
        return kind;
    }

    /** The error as the responder sent it, a JSON value; null unless it was {@linkplain Kind#ANSWERED answered}. */
    public @Nullable Object error() {
        return error;
    }
}
