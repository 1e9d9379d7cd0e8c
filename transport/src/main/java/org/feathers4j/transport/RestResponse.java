package org.feathers4j.transport;

import java.io.InputStream;
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
     * @param type its Content-Type
     * @param value plain; also null is something to send
     */
    public record Json(String type, @Nullable Object value) implements Content {
        /** The Content-Type of JSON unless a hook has set another one. */
        public static final String TYPE = "application/json; charset=utf-8";

        /** A JSON value as {@code application/json}. */
        public Json(@Nullable Object value) {
            this(TYPE, value);
        }
    }

    /**
     * Text or bytes of a type that a hook has set.
     *
     * @param type the Content-Type
     * @param bytes what is sent
     */
    @SuppressWarnings("ArrayRecordComponent") // made for one answer, and never compared
    public record Bytes(String type, byte[] bytes) implements Content {}

    /**
     * A page for browsers.
     *
     * @param page complete HTML
     */
    public record Html(String page) implements Content {}

    /**
     * Bytes that are read while they are sent, as fast as the client takes them.
     *
     * @param type the Content-Type
     * @param length how many bytes there are; {@link #UNKNOWN} when only their end tells
     * @param source opened once, and not for HEAD
     */
    public record Stream(String type, long length, Source source) implements Content {
        /** The length of bytes that were not counted. */
        public static final long UNKNOWN = -1;
    }

    /** Where the bytes of a stream come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens the bytes, on the virtual thread of the call; it is closed there when the answer is over, also when the client has gone away.
         *
         * @throws Exception is answered as an error of the service
         */
        InputStream open() throws Exception;
    }
}
