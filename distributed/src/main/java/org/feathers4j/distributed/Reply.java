package org.feathers4j.distributed;

import java.util.function.Supplier;

import org.feathers4j.FeathersException;
import org.jspecify.annotations.Nullable;

/** How a request ended, as far as the link can tell. */
public sealed interface Reply {
    /**
     * The peer answered.
     *
     * @param result reads the result; called once, on the thread that waits for it, so that event loops parse no
     *     results. Throws {@link FeathersException} when it cannot be parsed.
     */
    record Success(Supplier<@Nullable Object> result) implements Reply {}

    /**
     * The peer answered with an error.
     *
     * @param error reads the error JSON, like {@link Success#result()}
     */
    record Failure(Supplier<@Nullable Object> error) implements Reply {}

    /**
     * There will be no answer: the connection was lost or never open.
     *
     * @param sent whether the request may have reached the peer, and so may have been executed
     * @param reason for the error message, for instance {@code the connection was closed}
     */
    record Lost(boolean sent, String reason) implements Reply {}
}
