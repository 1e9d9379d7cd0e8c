package org.feathers4j.transport;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer. Content-Type and Content-Length follow from the content and are not among the headers.
 *
 * @param status the HTTP status
 * @param headers further headers: text, or a list of texts for several of the same name
 * @param content what is sent
 */
public record RestResponse(int status, Map<String, Object> headers, Content content) {
    /** What an answer carries. */
    public sealed interface Content {}

    /** Nothing. */
    public record Empty() implements Content {}

    /**
     * A JSON value.
     *
     * @param value plain; also null is something to send
     */
    public record Json(@Nullable Object value) implements Content {}

    /**
     * A page for browsers.
     *
     * @param page complete HTML
     */
    public record Html(String page) implements Content {}
}
