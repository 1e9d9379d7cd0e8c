package org.feathers4j.distributed;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** A request from another application that waits for an answer. */
public interface IncomingRequest {
    /**
     * Reads it. Not to be called on a thread of the link, which has better things to do than parsing.
     *
     * @throws FeathersException BadRequest when it can't be read or is no request
     */
    MeshRequest read();

    /** How many bytes it has, as far as the link knows; 0 when it does not. */
    default int size() {
        return 0;
    }

    /** Who asks, for the log: the application, or at least its address, as far as the link knows. */
    default String caller() {
        return "a peer";
    }

    /** Answers with a result, a plain JSON value. Never throws: a result that can't be written becomes an error at the caller's. */
    void reply(@Nullable Object result);

    /** Answers with an error. */
    void fail(FeathersException error);
}
