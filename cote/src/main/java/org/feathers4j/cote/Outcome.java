package org.feathers4j.cote;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** How a request on a {@link RequestChannel} ended. */
public sealed interface Outcome {
    /**
     * The responder answered.
     *
     * @param result parses the result, so that the loop does not: to be called once, on the thread that needs it. Throws
     *     {@link RequestException} of kind {@link RequestException.Kind#UNREADABLE} when the result is not JSON
     */
    record Success(Supplier<@Nullable Object> result) implements Outcome {}

    /**
     * The responder answered with an error.
     *
     * @param error parses the error, a JSON value; like {@link Success#result()}
     */
    record Failure(Supplier<@Nullable Object> error) implements Outcome {}

    /**
     * There will be no answer: the connection was lost.
     *
     * @param sent whether the request may have reached the responder, and so may have been executed
     * @param reason for the error message, for instance {@code the connection to 10.0.0.1:10000 was closed}
     */
    record Lost(boolean sent, String reason) implements Outcome {}
}
