package org.feathers4j.distributed;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** A request from another application that waits for an answer. */
public interface IncomingRequest {
    /**
     * Parses the request. Not to be called on a thread of the link, where parsing would delay the messages behind, unless it is small and {@linkplain #isAlone alone}.
     *
     * @throws FeathersException BadRequest when it cannot be parsed or is not a request
     */
    MeshRequest read();

    /** Size in bytes; 0 when the link does not know it. */
    default int size() {
        return 0;
    }

    /** Whether the link knows that no other message waits behind this one. */
    default boolean isAlone() {
        return false;
    }

    /** The caller, for the log: the application or its address, as far as the link knows. */
    default String caller() {
        return "a peer";
    }

    /**
     * Whether the caller waits no longer, as far as the link knows: the request need not be begun. A link whose requests say it
     * themselves knows only after {@link #read}.
     */
    default boolean isOver() {
        return false;
    }

    /**
     * Answers with a result, a plain JSON value. Never throws: when the result cannot be written the caller gets an
     * error.
     */
    void reply(@Nullable Object result);

    /** Answers with an error. */
    void fail(FeathersException error);
}
